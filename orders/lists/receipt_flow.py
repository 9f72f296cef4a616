"""Money that came in and money that was taken back, each on its day: what 'receipts' counts."""

from typing import Any

from django.db.models import (
    Case,
    DecimalField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Round
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Region, User
from core.secrecy import AMOUNT
from core.ui import ChoiceFilter, Column, DateFilter, ModelFilter, RecordList
from customers.models import Customer, CustomerClass
from orders.enums import ReceiptMethod, ReceiptStatus
from orders.models import Receipt, Refund

MONEY = DecimalField(max_digits=16, decimal_places=2)
NOTHING = Value(0, output_field=MONEY)


def within(name: str, low: Any, high: Any) -> Q:
    """The day of that name lies in the span; an end may be open."""
    fits = Q(**{f"{name}__isnull": False})
    if low is not None:
        fits &= Q(**{f"{name}__gte": low})
    return fits if high is None else fits & Q(**{f"{name}__lte": high})


def paid_back(refunded: Q) -> QuerySet[Refund]:
    """Refunds of the row's receipt of the span."""
    return Refund.objects.filter(refunded, receipt=OuterRef("pk")).order_by()


def counted(received: Q, gone: Q, refunded: Q) -> Combinable:
    """The amount, if it came in the span, less the same if reversed, less what was paid back."""
    sums = paid_back(refunded).values("receipt").annotate(total=Round(Sum("amount"), 2))
    back = Coalesce(Subquery(sums.values("total"), output_field=MONEY), NOTHING)
    came = Case(When(received, then=F("amount")), default=NOTHING, output_field=MONEY)
    went = Case(When(gone, then=F("amount")), default=NOTHING, output_field=MONEY)
    return came - went - back


class FlowFilter(DateFilter):
    """Received or reversed in a span; what counts is worked out for that span."""

    def apply(self, rows: QuerySet, value: Any) -> QuerySet:
        days = ("received_on", "reversed_on", "refunded_on")
        received, gone, refunded = (within(name, *value[:2]) for name in days)
        rows = rows.annotate(counted_amount=counted(received, gone, refunded))
        return rows.filter(received | gone | Exists(paid_back(refunded)))


class ReceiptFlowList(RecordList):
    """Receipts of a span, what was reversed and what was paid back in it, whenever it had come."""

    name = "receipt_flow"
    model = Receipt
    title = _("Receipts, reversals and refunds")
    basis = _("Received in the span less what was reversed or paid back in it, whenever received")
    unit = pgettext_lazy("unit", "receipts")
    columns = [
        Column("number", _("Receipt"), kind="code", link=True, phone=3),
        Column("customer__name", _("Customer"), clip=True, phone=1),
        Column("received_on", _("Received on"), kind="date", indexed=True),
        Column("reversed_on", _("Reversed on"), kind="date"),
        Column("status", _("Status"), kind="state", choices=ReceiptStatus, phone=4),
        Column("amount", _("Amount"), kind="money", secret=AMOUNT),
        Column(
            "counted_amount",
            _("Counts as"),
            kind="money",
            total=True,
            secret=AMOUNT,
            sort=False,
            phone=2,
            expression=counted(
                Q(received_on__isnull=False),
                Q(reversed_on__isnull=False),
                Q(refunded_on__isnull=False),
            ),
        ),
        Column("method", _("Method"), kind="choice", choices=ReceiptMethod),
        Column("salesperson__full_name", _("Salesperson")),
        Column("region__name", _("Region"), hidden=True),
        Column("reverse_reason", _("Why reversed"), clip=True, hidden=True),
    ]
    filters = [
        FlowFilter("moved_on", _("Received, reversed or paid back on")),
        ChoiceFilter("status", _("Status"), choices=ReceiptStatus),
        ModelFilter("region", _("Region"), model=Region),
        ModelFilter("salesperson", _("Salesperson"), model=User),
        ModelFilter("customer", _("Customer"), model=Customer, lookup="customers:customer_lookup"),
        ModelFilter(
            "customer_class",
            _("Customer class"),
            model=CustomerClass,
            path="customer__customer_class",
        ),
    ]
    search = ["number", "customer__name", "~customer__name_initials"]
    order_by = "-received_on"
    empty = _("Money that came in stands here.")
