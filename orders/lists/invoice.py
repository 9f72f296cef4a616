"""The invoice ledger."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Region, User
from core.secrecy import AMOUNT
from core.ui import (
    BoolFilter,
    ChoiceFilter,
    Column,
    DateFilter,
    Mark,
    ModelFilter,
    NumberFilter,
    RecordList,
    View,
)
from customers.models import Customer
from orders.enums import InvoiceKind, InvoiceStatus, RedBegunBy
from orders.models import Invoice

from .marks import stated_amount, stated_columns


def red_letter_mark(number: str, is_red: bool, *, today: date) -> Mark | None:  # noqa: FBT001
    """A red letter."""
    return Mark("late", _("red")) if is_red else None


class InvoiceList(RecordList):
    """Invoices, blue and red."""

    name = "invoices"
    model = Invoice
    title = gettext_lazy("Invoices")
    basis = gettext_lazy(
        "Basis: invoices issued and applied for, in CNY; red letters negative, void out"
    )
    unit = pgettext_lazy("unit", "invoices")
    columns = [
        Column("application_number", gettext_lazy("Application"), kind="code", link=True, phone=3),
        Column("customer__name", gettext_lazy("Customer"), clip=True, phone=1),
        Column("kind", gettext_lazy("Kind"), kind="choice", choices=InvoiceKind),
        Column("code", gettext_lazy("Invoice code"), kind="code", hidden=True),
        Column(
            "number",
            gettext_lazy("Invoice number"),
            kind="code",
            needs=("is_red",),
            mark=red_letter_mark,
        ),
        Column("status", gettext_lazy("Status"), kind="state", choices=InvoiceStatus, phone=4),
        Column("issued_on", gettext_lazy("Issued on"), kind="date", indexed=True),
        Column(
            "net_amount",
            gettext_lazy("Amount without tax"),
            kind="money",
            total=True,
            secret=AMOUNT,
        ),
        Column("tax_amount", gettext_lazy("Tax"), kind="money", total=True, secret=AMOUNT),
        stated_amount(gettext_lazy("Amount with tax"), "currency", phone=2),
        Column("sent_on", gettext_lazy("Sent on"), kind="date"),
        Column("courier_number", gettext_lazy("Courier number"), kind="code"),
        Column("received_on", pgettext_lazy("invoice", "Received on"), kind="date"),
        Column("salesperson__full_name", gettext_lazy("Salesperson")),
        *stated_columns("currency"),
        Column("applied_on", gettext_lazy("Applied on"), kind="date", hidden=True),
        Column("title", gettext_lazy("Invoice title"), clip=True, hidden=True),
        Column("tax_number", gettext_lazy("Tax number"), kind="code", hidden=True),
        Column("red_of__number", gettext_lazy("Reverses"), kind="code", hidden=True),
        Column("red_confirmation", gettext_lazy("Red confirmation"), kind="code", hidden=True),
        Column(
            "red_began_by",
            gettext_lazy("Begun by"),
            kind="choice",
            choices=RedBegunBy,
            hidden=True,
        ),
        Column("red_confirmed_on", gettext_lazy("Confirmed on"), kind="date", hidden=True),
        Column("over_shipped_reason", gettext_lazy("Above shipped, why"), clip=True, hidden=True),
    ]
    filters = [
        DateFilter("issued_on", gettext_lazy("Issued on")),
        DateFilter("applied_on", gettext_lazy("Applied on")),
        ChoiceFilter("status", gettext_lazy("Status"), choices=InvoiceStatus),
        ChoiceFilter("kind", gettext_lazy("Kind"), choices=InvoiceKind),
        BoolFilter("is_red", gettext_lazy("Red letter")),
        ModelFilter("region", gettext_lazy("Region"), model=Region),
        ModelFilter("salesperson", gettext_lazy("Salesperson"), model=User),
        ModelFilter(
            "customer",
            gettext_lazy("Customer"),
            model=Customer,
            lookup="customers:customer_lookup",
        ),
        NumberFilter("gross_amount", gettext_lazy("Amount with tax"), secret=AMOUNT),
    ]
    search = ["application_number", "number", "customer__name", "~customer__name_initials", "title"]
    order_by = "-application_number"
    views = [
        View("issue", gettext_lazy("To issue"), "status=applied", tone="wait"),
        View("send", gettext_lazy("Not sent"), "status=issued"),
        View("receive", gettext_lazy("Not received"), "status=sent"),
        View("all", gettext_lazy("All"), ""),
    ]
    counted = ~Q(status__in=[InvoiceStatus.VOIDED, InvoiceStatus.CANCELLED])
    empty = gettext_lazy("Invoices stand here from the application to the customer's receipt.")
