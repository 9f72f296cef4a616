"""Money paid back to customers."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Region, User
from core.secrecy import AMOUNT
from core.ui import ChoiceFilter, Column, DateFilter, ModelFilter, RecordList, View
from customers.models import Customer
from orders.enums import ReceiptMethod, RefundStatus
from orders.models import Receipt, Refund


class RefundList(RecordList):
    """Refunds asked for and paid."""

    name = "refunds"
    model = Refund
    title = _("Refunds")
    basis = _("Basis: day paid back; refunds given up left out")
    unit = _("refunds")
    columns = [
        Column("number", _("Refund"), kind="code", link=True, phone=3),
        Column("customer__name", _("Customer"), clip=True, phone=1),
        Column("status", _("Status"), kind="state", choices=RefundStatus, phone=4),
        Column("amount", _("Amount"), kind="money", total=True, secret=AMOUNT, phone=2),
        Column("receipt__number", _("Receipt"), kind="code"),
        Column("refunded_on", _("Paid back on"), kind="date", indexed=True),
        Column("method", _("Method"), kind="choice", choices=ReceiptMethod),
        Column("reference", _("Bank reference"), kind="code"),
        Column("reason", _("Reason"), clip=True),
        Column("created_by__full_name", _("Asked for by")),
        Column("paid_by__full_name", _("Paid by")),
        Column("salesperson__full_name", _("Salesperson"), hidden=True),
    ]
    filters = [
        DateFilter("refunded_on", _("Paid back on")),
        ChoiceFilter("status", _("Status"), choices=RefundStatus),
        ModelFilter("receipt", _("Receipt"), model=Receipt, lookup="orders:receipt_lookup"),
        ModelFilter("region", _("Region"), model=Region),
        ModelFilter("salesperson", _("Salesperson"), model=User),
        ModelFilter("customer", _("Customer"), model=Customer, lookup="customers:customer_lookup"),
    ]
    search = ["number", "receipt__number", "customer__name", "^customer__name_initials"]
    order_by = "-number"
    views = [
        View("open", _("To be paid back"), "status=requested", tone="wait"),
        View("all", _("All"), ""),
    ]
    counted = ~Q(status=RefundStatus.CANCELLED)
    empty = _("Money paid back to customers stands here; it begins on the page of a receipt.")
    empty_action = "orders:receipt_list"
