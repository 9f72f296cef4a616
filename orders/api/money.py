"""Invoices, receipts and what is owed."""

from datetime import date
from typing import Any

from core.api import (
    Body,
    Call,
    Id,
    Line,
    Money,
    Stale,
    body_of,
    noun,
    picked,
    picked_all,
    values,
    writes,
)
from orders import services
from orders.lists.dunning import DunningStepList
from orders.lists.invoice import InvoiceList
from orders.lists.part import AllocationList
from orders.lists.receipt import ReceiptList
from orders.lists.receivable import ReceivableList
from orders.lists.refund import RefundList
from orders.models import Receipt, Receivable
from orders.services import AllocationRow

noun("invoices", InvoiceList, "orders.view_invoice", refs=("customer",))
noun("receipts", ReceiptList, "orders.view_receipt", refs=("customer", "salesperson"))
noun("receivables", ReceivableList, "orders.view_receivable", refs=("customer", "order"))

noun("refunds", RefundList, "orders.view_refund", refs=("customer", "receipt"))
noun("dunning-steps", DunningStepList, "orders.view_dunningstep", refs=("customer",))
noun("allocations", AllocationList, "orders.view_receipt", refs=("receipt", "receivable"))


class Share(Body):
    """How much of the money an item gets."""

    receivable: Id
    amount: Money


class Settlement(Stale):
    """From which day on, and which items; without items: oldest due first."""

    on: date | None = None
    rows: list[Share] | None = None


class Release(Body):
    """The item whose money is taken back, as of a day."""

    receivable: Id
    on: date | None = None
    reason: Line = ""


class Reversal(Body):
    """As of which day, and why."""

    on: date | None = None
    reason: Line


class Settling(Body):
    """Whether it settles at once what is owed, oldest due first."""

    settles: bool = False


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
    base=Settling,
)


@writes("receipts", NewReceipt, "orders.register_receipt")
def receipt_register(call: Call, body: Any) -> Receipt:
    """Register money received."""
    fields = values(call, body, Receipt)
    return services.receipt_register(actor=call.user, at=call.now, **fields)


@writes("receipts", Settlement, "orders.allocate_receipt", command="allocate", on_record=True)
def receipt_allocate(call: Call, body: Any) -> Receipt:
    """Settle items with free money of the receipt."""
    return services.receipt_allocate(
        actor=call.user,
        receipt=call.record,
        on=body.on or call.today,
        at=call.now,
        rows=_shares(call, body.rows),
        seen_version=body.seen_version,
    )


@writes("receipts", Release, "orders.allocate_receipt", command="release", on_record=True)
def receipt_release(call: Call, body: Any) -> Receipt:
    """Take back what the receipt settled of an item; the money is free again."""
    return services.receipt_release(
        actor=call.user,
        receipt=call.record,
        receivable=picked(Receivable, call.user, body.receivable, "receivable"),
        on=body.on or call.today,
        at=call.now,
        reason=body.reason,
    )


@writes("receipts", Reversal, "orders.reverse_receipt", command="reverse", on_record=True)
def receipt_reverse(call: Call, body: Any) -> Receipt:
    """Reverse the receipt; what it settled is owed again."""
    return services.receipt_reverse(
        actor=call.user,
        receipt=call.record,
        on=body.on or call.today,
        at=call.now,
        reason=body.reason,
    )


def _shares(call: Call, rows: Any) -> list[AllocationRow] | None:
    if rows is None:
        return None
    items = picked_all(Receivable, call.user, [row.receivable for row in rows], "rows")
    return [AllocationRow(items[row.receivable], row.amount) for row in rows]
