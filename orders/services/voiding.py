"""Voiding older paper invoices, and what no longer is owed when an invoice is taken back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import events, states
from core.errors import BusinessError
from core.locking import locked
from core.rights import demand
from orders.enums import (
    DIGITAL_KINDS,
    AllocationKind,
    Event,
    InvoiceStatus,
    MovementKind,
    ReceivableSource,
)
from orders.models import Invoice, InvoiceLine, OrderLine
from orders.selectors.policy import sales_policy

from .collection import collected_recompute
from .days import check_day, not_before
from .invoicing import by_order, count_invoice, hold_all
from .receivable import items_of_invoice, receivable_credit
from .red_letter_due import red_letters_done
from .rows import hold_customer, keep_lines


@transaction.atomic
def invoice_void(*, actor: User, invoice: Invoice, on: date, reason: str, at: datetime) -> Invoice:
    """Void an invoice, 作废: older paper kinds only, and in the month of issue.

    Refuses fully digital ones, which are only reversed, a day before the issue, and one that has a
    red letter.
    """
    demand(actor, "orders.void_invoice", invoice)
    check_day(on, at, field="on")
    hold_customer(invoice.customer_id)
    invoice = locked(Invoice, invoice.pk)
    issued = invoice.issued_on
    if invoice.kind in DIGITAL_KINDS:
        raise BusinessError(
            _("A fully digital invoice is never voided, only reversed by red letter."),
            code="digital",
        )
    if issued and (on.year, on.month) != (issued.year, issued.month):
        raise BusinessError(
            _("An invoice is voided in the month it was issued (%(month)s) only.")
            % {"month": f"{issued:%Y-%m}"},
            field="on",
            code="other_month",
        )
    not_before(issued, on)
    if invoice.is_red or invoice.red_letters.exists():
        raise BusinessError(_("This invoice belongs to a red letter."), code="has_red")
    parts = list(invoice.lines.order_by("pk"))
    lines = hold_all(parts)
    states.move(
        invoice,
        InvoiceStatus.VOIDED,
        actor=actor,
        at=at,
        reason=reason,
        locked=True,
        verb=Event.INVOICE_VOIDED,
    )
    count_invoice(invoice, parts, lines, kind=MovementKind.INVOICED, on=on, at=at, sign=-1)
    take_back_owed(actor=actor, blue=invoice, paper=invoice, parts=parts, lines=lines, on=on, at=at)
    red_letters_done(actor=actor, lines=lines, at=at)
    events.announce(Event.INVOICE_VOIDED, invoice, customer=invoice.customer_id)
    return invoice


def take_back_owed(
    *,
    actor: User,
    blue: Invoice,
    paper: Invoice,
    parts: Sequence[InvoiceLine],
    lines: Mapping[int, OrderLine],
    on: date,
    at: datetime,
) -> None:
    """Where receivables arise by invoice, what is taken back is owed no more."""
    if sales_policy().receivable_basis != ReceivableSource.INVOICE:
        return
    for order, amount in by_order(parts, lines):
        receivable_credit(
            actor=actor,
            items=[item for item in items_of_invoice(blue) if item.order_id == order.pk],
            order=order,
            kind=AllocationKind.RED_LETTER,
            source=ReceivableSource.INVOICE,
            document=str(paper),
            amount=abs(amount),
            on=on,
            at=at,
            invoice=paper,
        )
    for part in parts:
        lines[part.line_id].receivable_amount -= abs(part.gross_amount)
    keep_lines(lines, "receivable_amount")
    collected_recompute({line.order_id for line in lines.values()})
