"""What was invoiced of an order and what money settles it, as they stand on its page."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.secrecy import AMOUNT
from core.ui import Column, RecordList
from orders.enums import InvoiceKind, InvoiceStatus
from orders.models import Allocation, Invoice, InvoiceLine, Receipt

from .marks import stated_amount

ISSUED = [InvoiceStatus.ISSUED, InvoiceStatus.SENT, InvoiceStatus.RECEIVED]


class OrderInvoicedList(RecordList):
    """Lines of invoices, blue and red, each with its invoice; the sums are those of issued ones."""

    model = InvoiceLine
    title = _("Invoices")
    detail = "orders:invoice_detail"
    row_pk = "invoice"
    order_by = "-pk"
    columns = [
        Column("invoice__application_number", _("Application"), kind="code", phone=3),
        Column("invoice__number", _("Invoice number"), kind="code"),
        Column("invoice__kind", _("Kind"), kind="choice", choices=InvoiceKind),
        Column("invoice__status", _("Status"), kind="state", choices=InvoiceStatus, phone=4),
        Column("invoice__issued_on", _("Issued on"), kind="date"),
        Column("line__product__code", _("Product"), kind="code", phone=1),
        Column("quantity", _("Quantity"), kind="quantity", total=True, within="line__unit"),
        Column("net_amount", _("Without tax"), kind="money", total=True, secret=AMOUNT),
        stated_amount(_("With tax"), "invoice__currency", phone=2),
    ]
    counted = Q(invoice__status__in=ISSUED)
    empty = _("Nothing of it was invoiced yet.")

    def rows_for(self) -> Any:
        seen = Invoice.objects.visible_to(self.user)
        return InvoiceLine.objects.filter(invoice__in=seen)


class OrderReceivedList(RecordList):
    """Money set against the order's items, and taken off again, each with its receipt."""

    model = Allocation
    title = _("Receipts")
    detail = "orders:receipt_detail"
    row_pk = "receipt"
    order_by = "-pk"
    columns = [
        Column("receipt__number", _("Receipt"), kind="code", phone=3),
        Column("receipt__received_on", _("Received on"), kind="date"),
        Column("receivable__document", _("Settles"), kind="code", phone=1),
        Column("receivable__due_on", _("Due on"), kind="date"),
        Column("effective_on", _("Effective on"), kind="date", phone=4),
        Column("amount", _("Amount"), kind="money", total=True, secret=AMOUNT, phone=2),
        Column("created_by__full_name", _("Registered by")),
    ]
    empty = _("No money was set against it yet.")

    def rows_for(self) -> Any:
        seen = Receipt.objects.visible_to(self.user)
        return Allocation.objects.filter(receipt__in=seen)
