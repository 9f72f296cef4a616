"""The way of an invoice: applied for, withdrawn, issued, sent, received."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, history, numbering, states
from core.clock import business_date
from core.errors import BusinessError
from core.locking import locked
from core.rights import demand
from customers.models import Customer
from orders.enums import ORDER_COUNTS, Event, InvoiceKind, InvoiceStatus
from orders.models import Invoice, InvoiceLine, OrderLine

from . import numbers
from .days import check_day, not_before
from .invoice_worth import charged_before, worth_to_invoice
from .rows import hold_lines, hold_orders
from .shipment import totals_of
from .stock import plain

ZERO = Decimal(0)


@dataclass(frozen=True)
class InvoiceRow:
    """How much of an order line is to be invoiced."""

    line: OrderLine
    quantity: Decimal


@transaction.atomic
def invoice_apply(
    *,
    actor: User,
    customer: Customer,
    rows: Sequence[InvoiceRow],
    on: date,
    at: datetime,
    kind: str = InvoiceKind.DIGITAL_SPECIAL,
    title: str = "",
    tax_number: str = "",
    over_shipped_reason: str = "",
) -> Invoice:
    """Apply for an invoice of parts of a customer's order lines, charged freight included.

    Refuses lines of another customer, of several currencies or of orders that do not count, more
    than was ordered less what was short-closed, returned, invoiced and applied for, and more than
    was shipped without a reason.
    """
    demand(actor, "orders.apply_invoice")
    check_day(on, at, field="on")
    if not rows:
        raise BusinessError(_("Enter at least one quantity."), code="empty")
    pks = [row.line.pk for row in rows]
    orders = hold_orders({row.line.order_id for row in rows})
    lines = hold_lines(pks)
    if len(set(pks)) != len(pks):
        raise BusinessError(_("A line stands twice in the invoice."), code="twice")
    before = charged_before(pks)
    for row in rows:
        check_row(lines[row.line.pk], row.quantity, before[row.line.pk][0], customer)
    if not over_shipped_reason.strip():
        _check_shipped(rows, lines, {pk: quantity for pk, (quantity, _done) in before.items()})
    first = orders[lines[pks[0]].order_id]
    if any(order.currency != first.currency for order in orders.values()):
        raise BusinessError(_("An invoice is in one currency."), code="other_currency")
    invoice = Invoice(
        application_number=numbering.next_number(numbers.INVOICES, business_date(at)),
        kind=kind,
        customer=customer,
        salesperson_id=first.salesperson_id,
        region_id=first.region_id,
        title=title or customer.invoice_title or customer.name,
        tax_number=tax_number or customer.tax_number or customer.credit_code or "",
        applied_on=on,
        currency=first.currency,
        over_shipped_reason=over_shipped_reason.strip(),
        created_by=actor,
        created_at=at,
    )
    parts = [_part(invoice, lines[row.line.pk], row.quantity, before) for row in rows]
    for name, value in totals_of(parts).items():
        setattr(invoice, name, value)
    history.save(invoice, actor=actor, at=at)
    InvoiceLine.objects.bulk_create(parts)
    audit.record(actor=actor, verb=Event.INVOICE_APPLIED, subject=invoice, at=at)
    events.announce(Event.INVOICE_APPLIED, invoice, customer=customer.pk)
    return invoice


@transaction.atomic
def invoice_cancel(*, actor: User, invoice: Invoice, reason: str, at: datetime) -> Invoice:
    """Withdraw an application that was not issued."""
    demand(actor, "orders.cancel_invoice", invoice)
    states.move(
        invoice,
        InvoiceStatus.CANCELLED,
        actor=actor,
        at=at,
        reason=reason,
        verb=Event.INVOICE_CANCELLED,
    )
    return invoice


@transaction.atomic
def invoice_send(
    *,
    actor: User,
    invoice: Invoice,
    on: date,
    at: datetime,
    sent_by_way: str = "",
    courier_number: str = "",
    seen_version: int | None = None,
) -> Invoice:
    """Note how the invoice went to the customer: courier, by hand or online."""
    demand(actor, "orders.send_invoice", invoice)
    check_day(on, at, field="on")
    invoice = locked(Invoice, invoice.pk, seen_version)
    not_before(invoice.issued_on, on)
    states.move(
        invoice,
        InvoiceStatus.SENT,
        actor=actor,
        at=at,
        locked=True,
        verb=Event.INVOICE_SENT,
        sent_on=on,
        sent_by_way=sent_by_way,
        courier_number=courier_number,
    )
    events.announce(Event.INVOICE_SENT, invoice, customer=invoice.customer_id)
    return invoice


@transaction.atomic
def invoice_receive(*, actor: User, invoice: Invoice, on: date, at: datetime) -> Invoice:
    """Note that the customer has the invoice."""
    demand(actor, "orders.receive_invoice", invoice)
    check_day(on, at, field="on")
    invoice = locked(Invoice, invoice.pk)
    not_before(invoice.sent_on, on)
    states.move(
        invoice,
        InvoiceStatus.RECEIVED,
        actor=actor,
        at=at,
        locked=True,
        verb=Event.INVOICE_RECEIVED,
        received_on=on,
    )
    events.announce(Event.INVOICE_RECEIVED, invoice, customer=invoice.customer_id)
    return invoice


def check_row(line: OrderLine, quantity: Decimal, charged: Decimal, customer: Customer) -> None:
    """Refuse another customer's line, an order that does not count, and more than is left."""
    if line.order.customer_id != customer.pk:
        raise BusinessError(_("An invoice is for one customer."), code="other_customer")
    if line.order.status not in ORDER_COUNTS:
        raise BusinessError(
            _("%(order)s is “%(state)s” and is not invoiced.")
            % {"order": line.order, "state": line.order.get_status_display()},
            code="order_status",
        )
    if quantity <= 0:
        raise BusinessError(_("A quantity is greater than zero."), field="quantity")
    left = line.quantity - line.short_closed_quantity - line.returned_quantity - charged
    if quantity > left:
        raise BusinessError(
            _("Line %(line)s of %(order)s has only %(left)s left to invoice.")
            % {"line": line.position, "order": line.order, "left": plain(max(left, ZERO))},
            field="quantity",
            code="over_invoice",
        )


def _check_shipped(
    rows: Sequence[InvoiceRow], lines: Mapping[int, OrderLine], charged: Mapping[int, Decimal]
) -> None:
    for row in rows:
        line = lines[row.line.pk]
        shipped = line.shipped_quantity - line.returned_quantity
        if charged[line.pk] + row.quantity > shipped:
            raise BusinessError(
                _("Line %(line)s of %(order)s: %(shipped)s were shipped. Say why more is invoiced.")
                % {"line": line.position, "order": line.order, "shipped": plain(shipped)},
                field="over_shipped_reason",
                code="above_shipped",
            )


def _part(
    invoice: Invoice, line: OrderLine, quantity: Decimal, before: Mapping[int, tuple]
) -> InvoiceLine:
    charged, done = before[line.pk]
    worth = worth_to_invoice(line, quantity, charged, done)
    return InvoiceLine(
        invoice=invoice,
        line=line,
        quantity=quantity,
        tax_rate=line.tax_rate,
        **worth.columns,
    )
