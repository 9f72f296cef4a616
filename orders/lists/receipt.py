"""Money received, and which receipt settled what."""

from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

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
from orders.enums import BillStatus, ReceiptMethod, ReceiptStatus
from orders.models import Receipt
from orders.selectors.mandates import lacks_mandate


def is_free(_today: date) -> Q:
    """Something of it settles nothing yet."""
    return Q(status=ReceiptStatus.REGISTERED, free_amount__gt=0)


def is_without_mandate(_today: date) -> Q:
    """Somebody else paid it, and their paper is missing."""
    return lacks_mandate()


def free_mark(free: Decimal, status: str, *, today: date) -> Mark | None:
    """Free money of a receipt that stands."""
    return Mark("wait", _("free")) if free and status == ReceiptStatus.REGISTERED else None


class ReceiptList(RecordList):
    """Receipts with what is still free of them."""

    name = "receipts"
    model = Receipt
    title = gettext_lazy("Receipts")
    basis = gettext_lazy("Basis: day received; reversed receipts left out")
    unit = pgettext_lazy("unit", "receipts")
    columns = [
        Column("number", gettext_lazy("Receipt"), kind="code", link=True, phone=3),
        Column("customer__name", gettext_lazy("Customer"), clip=True, phone=1),
        Column("received_on", gettext_lazy("Received on"), kind="date", indexed=True),
        Column("method", gettext_lazy("Method"), kind="choice", choices=ReceiptMethod),
        Column("status", gettext_lazy("Status"), kind="state", choices=ReceiptStatus, phone=4),
        Column("amount", gettext_lazy("Amount"), kind="money", total=True, secret=AMOUNT, phone=2),
        Column(
            "free_amount",
            gettext_lazy("Not allocated"),
            kind="money",
            total=True,
            secret=AMOUNT,
            needs=("status",),
            mark=free_mark,
        ),
        Column("payer", gettext_lazy("Payer"), clip=True),
        Column("reference", gettext_lazy("Bank reference"), kind="code"),
        Column(
            "payer_paper", gettext_lazy("Paper of the third-party payer"), clip=True, hidden=True
        ),
        Column("bill_number", gettext_lazy("Bill number"), kind="code", hidden=True),
        Column("bill_due_on", gettext_lazy("Bill matures on"), kind="date", hidden=True),
        Column(
            "bill__status",
            gettext_lazy("Bill"),
            kind="state",
            choices=BillStatus,
            hidden=True,
        ),
        Column("salesperson__full_name", gettext_lazy("Salesperson")),
        Column("reversed_on", gettext_lazy("Reversed on"), kind="date", hidden=True),
        Column("reverse_reason", gettext_lazy("Why reversed"), clip=True, hidden=True),
        Column("note", gettext_lazy("Note"), clip=True, hidden=True),
    ]
    filters = [
        DateFilter("received_on", gettext_lazy("Received on")),
        ChoiceFilter("status", gettext_lazy("Status"), choices=ReceiptStatus),
        ChoiceFilter("method", gettext_lazy("Method"), choices=ReceiptMethod),
        ConditionFilter("free", gettext_lazy("Not allocated"), condition=is_free),
        ConditionFilter("mandate", gettext_lazy("Mandate missing"), condition=is_without_mandate),
        ModelFilter("region", gettext_lazy("Region"), model=Region),
        ModelFilter("salesperson", gettext_lazy("Salesperson"), model=User),
        ModelFilter(
            "customer",
            gettext_lazy("Customer"),
            model=Customer,
            lookup="customers:customer_lookup",
        ),
        NumberFilter("amount", gettext_lazy("Amount"), secret=AMOUNT),
    ]
    search = [
        "number",
        "customer__name",
        "~customer__name_initials",
        "payer",
        "reference",
        "bill_number",
    ]
    order_by = "-received_on"
    views = [
        View("free", gettext_lazy("Not allocated"), "free=1", tone="wait"),
        View("mandate", gettext_lazy("Mandate missing"), "mandate=1", tone="wait"),
        View("month", gettext_lazy("This month"), "received_on=this_month"),
        View("all", gettext_lazy("All"), ""),
    ]
    counted = ~Q(status=ReceiptStatus.REVERSED)
    empty = gettext_lazy("Money that came in stands here.")
    empty_action = "orders:receipt_create"
