"""Invoices of the past: received by the customer, counted on their day, owing nothing."""

from collections.abc import Sequence
from decimal import Decimal

from core import audit, history, numbering
from core.clock import business_date
from core.imports import ImportContext, Row
from orders.enums import Event, InvoiceStatus, MovementKind
from orders.models import Invoice, InvoiceLine, Order, OrderLine
from orders.services.invoice import check_row
from orders.services.invoice_worth import charged_before, worth_to_invoice
from orders.services.invoicing import count_invoice, hold_all
from orders.services.numbers import INVOICES
from orders.services.shipment import totals_of
from orders.services.valuation import Worth

from .historical import REASON


def invoice_insert(
    head: Row,
    chosen: Sequence[tuple[OrderLine, Decimal]],
    *,
    number: str,
    code: str,
    context: ImportContext,
) -> Invoice:
    """One invoice with its lines, movements, first version and entry."""
    invoice = _received(head, chosen[0][0].order, context)
    invoice.number, invoice.code = number, code
    before = charged_before([line.pk for line, _quantity in chosen])
    for line, quantity in chosen:
        check_row(line, quantity, before[line.pk][0], invoice.customer)
    parts = [_part(invoice, line, quantity, *before[line.pk]) for line, quantity in chosen]
    for name, value in totals_of(parts).items():
        setattr(invoice, name, value)
    history.save(invoice, actor=context.actor, at=context.at, reason=REASON)
    InvoiceLine.objects.bulk_create(parts)
    audit.record_many(
        actor=context.actor,
        verb=Event.INVOICE_ISSUED,
        subjects=[invoice],
        at=context.at,
        reason=REASON,
        batch=str(context.batch.pk),
    )
    lines = hold_all(parts)
    count_invoice(
        invoice, parts, lines, kind=MovementKind.INVOICED, on=head["issued_on"], at=context.at
    )
    return invoice


def _received(head: Row, order: Order, context: ImportContext) -> Invoice:
    on, customer = head["issued_on"], order.customer
    return Invoice(
        application_number=numbering.next_number(INVOICES, business_date(context.at)),
        kind=head["kind"],
        status=InvoiceStatus.RECEIVED,
        customer=customer,
        salesperson_id=order.salesperson_id,
        region_id=order.region_id,
        title=head["title"] or customer.invoice_title or customer.name,
        tax_number=head["tax_number"] or customer.tax_number or customer.credit_code or "",
        over_shipped_reason=head["over_shipped_reason"] or "",
        applied_on=on,
        currency=order.currency,
        issued_on=on,
        received_on=on,
        created_by=context.actor,
        created_at=context.at,
        issued_by=context.actor,
        issued_at=context.at,
        is_historical=True,
    )


def _part(
    invoice: Invoice, line: OrderLine, quantity: Decimal, charged: Decimal, done: Worth
) -> InvoiceLine:
    worth = worth_to_invoice(line, quantity, charged, done)
    return InvoiceLine(
        invoice=invoice,
        line=line,
        quantity=quantity,
        tax_rate=line.tax_rate,
        **worth.columns,
    )
