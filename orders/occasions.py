"""What is put right in orders after verification, and may have been an error."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.corrections import occasion
from core.models import ErrorKind
from orders.enums import BillStatus, InvoiceStatus, OrderStatus, ReceiptStatus
from orders.models import Bill, Invoice, Order, Receipt


def cancelled(order: Order) -> bool:
    """Verified before, cancelled now."""
    return order.status == OrderStatus.CANCELLED and order.confirmed_at is not None


def of_order(order: Order) -> dict[str, Any]:
    """Who typed it, and why it was cancelled."""
    return {"made_by": order.created_by_id, "description": order.cancel_reason}


def of_red_letter(invoice: Invoice) -> dict[str, Any]:
    """Who registered the invoice that it takes back, and why."""
    blue = invoice.red_of
    return {"made_by": blue.issued_by_id if blue else None, "description": invoice.red_reason}


def of_invoice(invoice: Invoice) -> dict[str, Any]:
    """Who registered it."""
    return {"made_by": invoice.issued_by_id}


def mistaken(receipt: Receipt) -> bool:
    """Reversed, and not because its bill was dishonoured: that is nobody's error."""
    if receipt.status != ReceiptStatus.REVERSED:
        return False
    return not Bill.objects.filter(receipt=receipt, status=BillStatus.DISHONOURED).exists()


def of_receipt(receipt: Receipt) -> dict[str, Any]:
    """Why it was reversed."""
    return {"description": receipt.reverse_reason}


occasion(
    "orders.Order",
    "cancelled",
    _("It was cancelled after its verification. If an error was the cause, enter it."),
    kind=ErrorKind.OTHER,
    happened=cancelled,
    facts=of_order,
)
occasion(
    "orders.Invoice",
    "red",
    _("A red letter takes an invoice back. If an error was the cause, enter it."),
    kind=ErrorKind.AMOUNT,
    happened=lambda invoice: invoice.is_red,
    facts=of_red_letter,
)
occasion(
    "orders.Invoice",
    "voided",
    _("The invoice was voided. If an error was the cause, enter it."),
    kind=ErrorKind.AMOUNT,
    happened=lambda invoice: invoice.status == InvoiceStatus.VOIDED,
    facts=of_invoice,
)
occasion(
    "orders.Receipt",
    "reversed",
    _("The receipt was reversed. If an error was the cause, enter it."),
    kind=ErrorKind.CUSTOMER,
    happened=mistaken,
    facts=of_receipt,
)
