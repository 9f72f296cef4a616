"""Invoices, receipts and what is owed."""

from typing import Any

from core.api import Call, body_of, noun, values, writes
from orders import services
from orders.lists.invoice import InvoiceList
from orders.lists.receipt import ReceiptList
from orders.lists.receivable import ReceivableList
from orders.models import Receipt

noun("invoices", InvoiceList, "orders.view_invoice", refs=("customer",))
noun("receipts", ReceiptList, "orders.view_receipt", refs=("customer", "salesperson"))
noun("receivables", ReceivableList, "orders.view_receivable", refs=("customer", "order"))

NewReceipt = body_of(
    "NewReceipt",
    Receipt,
    "customer",
    "amount",
    "received_on",
    "method",
    "salesperson",
    "payer",
    "payer_paper",
    "reference",
    "bill_number",
    "bill_acceptor",
    "bill_due_on",
    "note",
    required=("customer", "amount", "received_on"),
)


@writes("receipts", NewReceipt, "orders.register_receipt")
def receipt_register(call: Call, body: Any) -> Receipt:
    """Register money received."""
    fields = values(call, body, Receipt)
    return services.receipt_register(actor=call.user, at=call.now, **fields)
