"""Acceptance bills 承兑汇票: what is in hand, and when its day comes."""

from datetime import date
from typing import Any

from django.db.models import Case, DateField, F, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Region, User
from core.database import DaysBetween
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
from orders.enums import BillStatus
from orders.models import Bill
from orders.selectors.bills import comes_due_soon, has_come_due

from .marks import open_mark


def ripe_mark(due_on: date | None, status: str, *, today: date) -> Mark | None:
    """A bill in hand whose day has come."""
    return open_mark(due_on, today=today) if status == BillStatus.HELD else None


class BillList(RecordList):
    """The bills a company was paid with, and what became of each."""

    name = "bills"
    model = Bill
    title = gettext_lazy("Acceptance bills")
    basis = gettext_lazy("Basis: the bill's amount; dishonoured and reversed ones left out")
    unit = pgettext_lazy("unit", "bills")
    columns = [
        Column(
            "receipt__bill_number",
            gettext_lazy("Bill number"),
            key="number",
            kind="code",
            link=True,
            phone=3,
        ),
        Column(
            "receipt__customer__name",
            gettext_lazy("Customer"),
            key="customer_name",
            clip=True,
            phone=1,
        ),
        Column("receipt__bill_acceptor", gettext_lazy("Acceptor"), key="acceptor", clip=True),
        Column(
            "receipt__amount",
            gettext_lazy("Amount"),
            key="amount",
            kind="money",
            total=True,
            secret=AMOUNT,
            phone=2,
        ),
        Column("receipt__received_on", gettext_lazy("Received on"), key="received_on", kind="date"),
        Column(
            "receipt__bill_due_on",
            gettext_lazy("Bill matures on"),
            key="due_on",
            kind="date",
            needs=("status",),
            mark=ripe_mark,
        ),
        Column("days_left", gettext_lazy("Days left"), kind="int"),
        Column("status", gettext_lazy("Status"), kind="state", choices=BillStatus, phone=4),
        Column("endorsee", gettext_lazy("Endorsed to"), clip=True),
        Column("endorsed_on", gettext_lazy("Endorsed on"), kind="date", hidden=True),
        Column("discount_bank", gettext_lazy("Discounted at"), clip=True),
        Column("discounted_on", gettext_lazy("Discounted on"), kind="date", hidden=True),
        Column(
            "proceeds_amount",
            gettext_lazy("Proceeds"),
            kind="money",
            total=True,
            secret=AMOUNT,
            hidden=True,
        ),
        Column("collected_on", gettext_lazy("Collected on"), kind="date"),
        Column("dishonoured_on", gettext_lazy("Dishonoured on"), kind="date", hidden=True),
        Column("dishonour_reason", gettext_lazy("Why dishonoured"), clip=True, hidden=True),
        Column("receipt__number", gettext_lazy("Receipt"), kind="code"),
        Column("receipt__salesperson__full_name", gettext_lazy("Salesperson"), hidden=True),
    ]
    filters = [
        DateFilter("due_on", gettext_lazy("Bill matures on"), path="receipt__bill_due_on"),
        ChoiceFilter("status", gettext_lazy("Status"), choices=BillStatus),
        ConditionFilter("soon", gettext_lazy("Due in 30 days"), condition=comes_due_soon),
        ConditionFilter("ripe", gettext_lazy("Due, not collected"), condition=has_come_due),
        DateFilter("received_on", gettext_lazy("Received on"), path="receipt__received_on"),
        ModelFilter("region", gettext_lazy("Region"), model=Region, path="receipt__region"),
        ModelFilter(
            "salesperson", gettext_lazy("Salesperson"), model=User, path="receipt__salesperson"
        ),
        ModelFilter(
            "customer",
            gettext_lazy("Customer"),
            model=Customer,
            path="receipt__customer",
            lookup="customers:customer_lookup",
        ),
        NumberFilter("amount", gettext_lazy("Amount"), path="receipt__amount", secret=AMOUNT),
    ]
    search = [
        "receipt__bill_number",
        "receipt__bill_acceptor",
        "receipt__number",
        "receipt__customer__name",
        "~receipt__customer__name_initials",
        "endorsee",
    ]
    order_by = "receipt__bill_due_on"
    views = [
        View("held", pgettext_lazy("bill", "In hand"), "status=held"),
        View("soon", gettext_lazy("Due in 30 days"), "soon=1", tone="wait"),
        View("ripe", gettext_lazy("Due, not collected"), "ripe=1", tone="late"),
        View("all", gettext_lazy("All"), ""),
    ]
    counted = ~Q(status__in=[BillStatus.DISHONOURED, BillStatus.REVERSED])
    empty = gettext_lazy("Receipts that came as an acceptance bill stand here.")
    empty_action = "orders:receipt_create"

    def rows_for(self) -> Any:
        today = Value(self.today, output_field=DateField())
        left = DaysBetween(F("receipt__bill_due_on"), today)
        held = When(status=BillStatus.HELD, then=left)
        return (
            super()
            .rows_for()
            .annotate(days_left=Case(held, default=None, output_field=IntegerField()))
        )
