"""Registering an invoice that was issued: number, its own tax, movement, ledger and money owed."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import events, states
from core.errors import BusinessError, Taken
from core.locking import locked
from core.money import round_money
from core.rights import demand
from orders.enums import DIGITAL_KINDS, Event, InvoiceStatus, MovementKind, ReceivableSource
from orders.models import Invoice, InvoiceLine, Order, OrderLine
from orders.selectors.policy import sales_policy

from .days import check_day
from .movement import Moved, movements_record
from .paper_number import code_of, hold_paper, number_of, typed
from .receivable import receivable_arise
from .rows import hold_customer, hold_lines, hold_orders, keep_lines, keep_order
from .shipment import totals_of
from .valuation import Worth

ZERO = Decimal("0.00")
DIGITAL_NUMBER = re.compile(r"[0-9]{20}")


@transaction.atomic
def invoice_issue(
    *,
    actor: User,
    invoice: Invoice,
    number: str,
    on: date,
    at: datetime,
    code: str = "",
    tax_amount: Decimal | None = None,
    seen_version: int | None = None,
) -> Invoice:
    """Register the issued invoice under its code and number, dated ``on``.

    Its own tax prevails within the tolerance of the sales policy; the difference goes to the line
    with the most tax. Where receivables arise by invoice they arise now. Refuses a number that is
    taken, malformed or of a paper that is gone, tax beyond the tolerance, a day to come and a
    closed period.
    """
    demand(actor, "orders.issue_invoice", invoice)
    check_day(on, at, field="on")
    hold_customer(invoice.customer_id)
    invoice = locked(Invoice, invoice.pk, seen_version)
    number, code = number_checked(invoice.kind, code, number)
    parts = list(invoice.lines.order_by("pk"))
    lines = hold_all(parts)
    if tax_amount is not None:
        _own_tax(parts, round_money(tax_amount))
    states.move(
        invoice,
        InvoiceStatus.ISSUED,
        actor=actor,
        at=at,
        locked=True,
        verb=Event.INVOICE_ISSUED,
        number=number,
        code=code,
        issued_on=on,
        **totals_of(parts),
    )
    count_invoice(invoice, parts, lines, kind=MovementKind.INVOICED, on=on, at=at)
    if sales_policy().receivable_basis == ReceivableSource.INVOICE:
        owe_invoice(invoice, parts, lines, on=on)
        keep_lines(lines, "receivable_amount")
    events.announce(Event.INVOICE_ISSUED, invoice, customer=invoice.customer_id)
    return invoice


def number_checked(kind: str, code: str, number: str) -> tuple[str, str]:
    """Number and code as they are kept.

    Refuses malformed ones, what is registered already, and a paper spoiled or handed back.
    """
    number, code = typed(number), typed(code)
    if kind in DIGITAL_KINDS:
        if not DIGITAL_NUMBER.fullmatch(number):
            raise BusinessError(
                _("A fully digital invoice has a number of 20 digits."), field="number"
            )
        if code:
            raise BusinessError(_("A fully digital invoice has no code."), field="code")
    else:
        number, code = number_of(number, "number"), code_of(code)
        hold_paper(code, number)
    taken = Invoice.objects.filter(code=code, number=number).first()
    if taken:
        raise Taken(
            _("Invoice %(invoice)s is registered already (%(application)s).")
            % {"invoice": taken, "application": taken.application_number},
            field="number",
            code="duplicate_invoice",
        )
    return number, code


def hold_all(parts: Sequence[InvoiceLine]) -> dict[int, OrderLine]:
    """The orders and the lines of an invoice under their locks; the lines carry their order."""
    pks = [part.line_id for part in parts]
    orders = hold_orders(set(OrderLine.objects.filter(pk__in=pks).values_list("order", flat=True)))
    lines = hold_lines(pks)
    for line in lines.values():
        line.order = orders[line.order_id]
    return lines


def count_invoice(
    invoice: Invoice,
    parts: Sequence[InvoiceLine],
    lines: Mapping[int, OrderLine],
    *,
    kind: str,
    on: date,
    at: datetime,
    sign: int = 1,
) -> None:
    """The invoice as movements and on the lines and orders; ``sign=-1`` takes a blue one back."""
    moved = []
    orders: dict[int, Order] = {}
    for part in parts:
        line = lines[part.line_id]
        worth = Worth.of(part)
        each = Moved(line, part.quantity, worth.amounts, worth.cost)
        moved.append(each if sign > 0 else -each)
        line.invoiced_quantity += sign * part.quantity
        line.invoiced_amount += sign * part.gross_amount
        line.order.invoiced_amount += sign * part.gross_amount
        orders[line.order_id] = line.order
    movements_record(kind=kind, on=on, at=at, document=str(invoice), moved=moved)
    keep_lines(lines, "invoiced_quantity", "invoiced_amount")
    for order in orders.values():
        keep_order(order, "invoiced_amount")


def owe_invoice(
    invoice: Invoice, parts: Sequence[InvoiceLine], lines: Mapping[int, OrderLine], *, on: date
) -> None:
    """One item of money owed for each order of the invoice; the caller writes the lines."""
    for order, amount in by_order(parts, lines):
        receivable_arise(
            order=order,
            source=ReceivableSource.INVOICE,
            document=str(invoice),
            on=on,
            amount=amount,
            invoice=invoice,
        )
    for part in parts:
        lines[part.line_id].receivable_amount += part.gross_amount


def by_order(
    parts: Sequence[InvoiceLine], lines: Mapping[int, OrderLine]
) -> list[tuple[Order, Decimal]]:
    """What the invoice charges of each of its orders: the sum of its parts."""
    orders: dict[int, Order] = {}
    sums: dict[int, Decimal] = {}
    for part in parts:
        order = lines[part.line_id].order
        orders[order.pk] = order
        sums[order.pk] = sums.get(order.pk, ZERO) + part.gross_amount
    return [(orders[pk], sums[pk]) for pk in sorted(sums)]


def _own_tax(parts: Sequence[InvoiceLine], tax: Decimal) -> None:
    """Put the invoice's own tax in the place of ours; the amount with tax stays."""
    ours = sum((part.tax_amount for part in parts), ZERO)
    difference = tax - ours
    if abs(difference) > sales_policy().invoice_tax_tolerance:
        raise BusinessError(
            _("Tax of %(tax)s differs from the computed %(ours)s by more than %(tolerance)s.")
            % {"tax": tax, "ours": ours, "tolerance": sales_policy().invoice_tax_tolerance},
            field="tax_amount",
            code="tax_tolerance",
        )
    if difference:
        largest = max(parts, key=lambda part: part.tax_amount)
        largest.tax_amount += difference
        largest.net_amount -= difference
        InvoiceLine.objects.bulk_update([largest], ["tax_amount", "net_amount"])
