"""Items of money owed."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Region, User
from core.secrecy import AMOUNT
from core.ui import (
    ChoiceFilter,
    Column,
    ConditionFilter,
    DateFilter,
    Mark,
    ModelFilter,
    NumberFilter,
    RecordList,
    View,
)
from customers.models import Customer
from orders.enums import ReceivablePortion, ReceivableSource
from orders.models import Receivable
from orders.selectors.receivables import (
    BUCKETS,
    NOT_DUE,
    in_bucket,
    is_overdue,
    retention_comes_due,
)

from .marks import open_mark

WORDS = {name: name for name in BUCKETS}


def is_open(_today: date) -> Q:
    """Something is still owed, or to be credited."""
    return ~Q(open_amount=0)


class BucketFilter(ChoiceFilter):
    """Where an item stands in the ageing today; a credit stands with what is not due."""

    def parse(self, texts: Any, today: date) -> Any:
        return [(name, in_bucket(name, today)) for name in super().parse(texts, today)]

    def apply(self, rows: QuerySet, value: Any) -> QuerySet:
        fits = Q(pk__in=[])
        for _name, condition in value:
            fits |= condition
        return rows.filter(fits)

    def words(self, value: Any, user: Any) -> tuple[str, str]:
        return super().words([name for name, _condition in value], user)


def due_mark(due_on: date, open_amount: Decimal, *, today: date) -> Mark | None:
    """Past due as long as something is owed."""
    return open_mark(due_on, today=today) if open_amount > 0 else None


class ReceivableList(RecordList):
    """What is owed, item by item."""

    name = "receivables"
    model = Receivable
    title = _("Receivables")
    basis = _("Items as of now, in CNY with tax; credits negative. Past days: the ageing")
    unit = _("items")
    columns = [
        Column("document", _("Document"), kind="code", link=True, phone=3),
        Column("customer__name", _("Customer"), clip=True, phone=1),
        Column("source", _("Arose from"), kind="choice", choices=ReceivableSource),
        Column("portion", _("Price or retention"), kind="choice", choices=ReceivablePortion),
        Column("order__number", _("Order"), kind="code"),
        Column("arose_on", _("Arose on"), kind="date", indexed=True),
        Column(
            "due_on",
            _("Due on"),
            kind="date",
            indexed=True,
            needs=("open_amount",),
            mark=due_mark,
            phone=4,
        ),
        Column("amount", _("Amount"), kind="money", total=True, secret=AMOUNT),
        Column("open_amount", _("Outstanding"), kind="money", total=True, secret=AMOUNT, phone=2),
        Column("salesperson__full_name", _("Salesperson")),
        Column("region__name", _("Region"), hidden=True),
    ]
    filters = [
        DateFilter("due_on", _("Due on")),
        DateFilter("arose_on", _("Arose on")),
        ConditionFilter("open", _("Outstanding"), condition=is_open),
        ConditionFilter("overdue", _("Past due"), condition=is_overdue),
        BucketFilter("bucket", _("Ageing"), choices=[(NOT_DUE, _("Not due")), *WORDS.items()]),
        ChoiceFilter("source", _("Arose from"), choices=ReceivableSource),
        ChoiceFilter("portion", _("Price or retention"), choices=ReceivablePortion),
        ConditionFilter(
            "retention_soon", _("Retention due in 30 days"), condition=retention_comes_due
        ),
        ModelFilter("region", _("Region"), model=Region),
        ModelFilter("salesperson", _("Salesperson"), model=User),
        ModelFilter("customer", _("Customer"), model=Customer, lookup="customers:customer_lookup"),
        NumberFilter("open_amount", _("Outstanding"), secret=AMOUNT),
    ]
    search = ["document", "order__number", "customer__name", "~customer__name_initials"]
    order_by = "due_on"
    views = [
        View("overdue", _("Past due"), "overdue=1", tone="late"),
        View("open", _("Outstanding"), "open=1"),
        View("retention", _("Retention due in 30 days"), "retention_soon=1"),
        View("all", _("All"), ""),
    ]
    empty = _("Nobody owes anything yet.")
