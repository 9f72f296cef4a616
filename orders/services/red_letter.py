"""Reversing invoices by red letter, whole or in part."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, history, numbering
from core.clock import business_date
from core.database import exact
from core.errors import BusinessError
from core.locking import locked
from core.rights import demand
from orders.enums import (
    Event,
    InvoiceStatus,
    MovementKind,
    ReturnStatus,
)
from orders.models import Invoice, InvoiceLine, SalesReturn

from . import numbers
from .days import check_day, not_before
from .invoicing import count_invoice, hold_all, number_checked
from .paper_number import typed
from .red_letter_due import red_letters_done
from .rows import hold_customer
from .shipment import totals_of
from .stock import plain
from .valuation import SUMS, Worth, worth_of_part
from .voiding import take_back_owed

ZERO = Decimal(0)
# Digits as the tax platforms give them out; older sheets carry letters before them.
CONFIRMATION = re.compile(r"(?=.*[0-9]{4})[0-9A-Za-z-]{4,40}")
REVERSIBLE = {InvoiceStatus.ISSUED, InvoiceStatus.SENT, InvoiceStatus.RECEIVED}


@dataclass(frozen=True)
class RedRow:
    """How much of an invoice line is taken back."""

    invoice_line: InvoiceLine
    quantity: Decimal


@dataclass(frozen=True)
class Confirmation:
    """红字确认单: its number, who began it, when it was confirmed, and why."""

    number: str
    confirmed_on: date
    reason: str
    began_by: str = ""


@transaction.atomic
def invoice_reverse(
    *,
    actor: User,
    invoice: Invoice,
    rows: Sequence[RedRow] | None,
    number: str,
    confirmation: Confirmation,
    on: date,
    at: datetime,
    code: str = "",
    sales_return: SalesReturn | None = None,
) -> Invoice:
    """Register the red letter of an invoice, whole (``rows`` left out) or in part; answers it.

    Its lines are negative; the last part of a line takes the rest. Refuses more than the blue line
    has left, a confirmation without a likely number or dated after the red letter, a return it
    takes nothing back of, a number that is taken, and a closed period.
    """
    demand(actor, "orders.reverse_invoice", invoice)
    check_day(on, at, field="on")
    hold_customer(invoice.customer_id)
    blue = locked(Invoice, invoice.pk)
    _check_blue(blue, on)
    confirmed = _confirmed(blue, confirmation, on)
    number, code = number_checked(blue.kind, code, number)
    blues = {line.pk: line for line in blue.lines.order_by("pk")}
    taken = _taken_back(blues)
    if rows is None:
        rows = [RedRow(line, line.quantity - taken[pk][0]) for pk, line in blues.items()]
        rows = [row for row in rows if row.quantity]
    _check_rows(rows, blues, taken)
    _check_return(blue, rows, sales_return)
    red = _red_of(blue, number=number, code=code, confirmation=confirmed, on=on, actor=actor, at=at)
    red.sales_return = sales_return
    parts = [_red_line(red, blues[r.invoice_line.pk], r.quantity, taken) for r in rows]
    lines = hold_all(parts)
    for name, value in totals_of(parts).items():
        setattr(red, name, value)
    history.save(red, actor=actor, at=at, reason=confirmation.reason)
    InvoiceLine.objects.bulk_create(parts)
    audit.record(
        actor=actor,
        verb=Event.INVOICE_REVERSED,
        subject=blue,
        at=at,
        changes={"red_letter": ["", str(red)]},
        reason=confirmation.reason,
    )
    count_invoice(red, parts, lines, kind=MovementKind.RED_LETTER, on=on, at=at)
    take_back_owed(actor=actor, blue=blue, paper=red, parts=parts, lines=lines, on=on, at=at)
    red_letters_done(actor=actor, lines=lines, at=at)
    events.announce(Event.INVOICE_REVERSED, red, blue=blue.pk, customer=blue.customer_id)
    return red


def _check_blue(blue: Invoice, on: date) -> None:
    if blue.is_red or blue.status not in REVERSIBLE:
        raise BusinessError(
            _("%(invoice)s cannot be reversed: it is “%(state)s”.")
            % {"invoice": blue, "state": blue.get_status_display()},
            code="not_reversible",
        )
    not_before(blue.issued_on, on)


def _confirmed(blue: Invoice, confirmation: Confirmation, on: date) -> Confirmation:
    """The confirmation as it is kept: its number without blanks, its day between the letters."""
    number = typed(confirmation.number)
    if not number:
        raise BusinessError(
            _("A red letter needs the number of its confirmation."),
            field="red_confirmation",
            code="confirmation",
        )
    if not CONFIRMATION.fullmatch(number):
        raise BusinessError(
            _("“%(number)s” is no number of a confirmation.") % {"number": number},
            field="red_confirmation",
            code="confirmation_number",
        )
    if not confirmation.reason.strip():
        raise BusinessError(_("Say why the invoice is reversed."), field="red_reason")
    day, first = confirmation.confirmed_on, blue.issued_on
    if day > on or (first is not None and day < first):
        raise BusinessError(
            _("It is confirmed after the invoice of %(first)s and by the red letter of %(last)s.")
            % {"first": (first or day).isoformat(), "last": on.isoformat()},
            field="confirmed_on",
            code="confirmed_on",
        )
    return replace(confirmation, number=number)


def _check_return(blue: Invoice, rows: Sequence[RedRow], sales_return: SalesReturn | None) -> None:
    if sales_return is None:
        return
    if sales_return.customer_id != blue.customer_id:
        raise BusinessError(_("The return is of another customer."), field="sales_return")
    if sales_return.status != ReturnStatus.RECEIVED:
        raise BusinessError(
            _("The goods of %(return)s are not back.") % {"return": sales_return},
            field="sales_return",
            code="not_back",
        )
    back = sales_return.lines.values_list("shipment_line__line", flat=True)
    if not {row.invoice_line.line_id for row in rows} & set(back):
        raise BusinessError(
            _("The red letter takes back nothing of %(return)s.") % {"return": sales_return},
            field="sales_return",
            code="other_goods",
        )


def _taken_back(blues: Iterable[int]) -> dict[int, tuple[Decimal, Worth]]:
    """Quantity and worth (positive) that red letters have taken off each blue line."""
    wanted = list(blues)
    rows = (
        InvoiceLine.objects.filter(red_of__in=wanted)
        .values_list("red_of")
        .annotate(Sum("quantity"), *SUMS)
        .order_by()
    )
    taken = {pk: (ZERO, Worth()) for pk in wanted}
    quantity = exact(3)
    for pk, count, *sums in rows:
        taken[pk] = (-quantity(count), -Worth.summed(sums))
    return taken


def _check_rows(
    rows: Sequence[RedRow],
    blues: Mapping[int, InvoiceLine],
    taken: Mapping[int, tuple[Decimal, Worth]],
) -> None:
    pks = [row.invoice_line.pk for row in rows]
    if not rows:
        raise BusinessError(_("Nothing of this invoice is left to reverse."), code="empty")
    if len(set(pks)) != len(pks) or not set(pks) <= set(blues):
        raise BusinessError(_("A red letter reverses lines of one invoice, each once."))
    for row in rows:
        if row.quantity <= 0:
            raise BusinessError(_("A quantity is greater than zero."), field="quantity")
        left = blues[row.invoice_line.pk].quantity - taken[row.invoice_line.pk][0]
        if row.quantity > left:
            raise BusinessError(
                _("Only %(left)s of this line are left to reverse.") % {"left": plain(left)},
                field="quantity",
                code="red_above_blue",
            )


def _red_of(
    blue: Invoice,
    *,
    number: str,
    code: str,
    confirmation: Confirmation,
    on: date,
    actor: User,
    at: datetime,
) -> Invoice:
    return Invoice(
        application_number=numbering.next_number(numbers.INVOICES, business_date(at)),
        kind=blue.kind,
        code=code,
        number=number,
        status=InvoiceStatus.ISSUED,
        customer_id=blue.customer_id,
        salesperson_id=blue.salesperson_id,
        region_id=blue.region_id,
        title=blue.title,
        tax_number=blue.tax_number,
        currency=blue.currency,
        applied_on=on,
        issued_on=on,
        is_red=True,
        red_of=blue,
        red_confirmation=confirmation.number,
        red_began_by=confirmation.began_by,
        red_confirmed_on=confirmation.confirmed_on,
        red_reason=confirmation.reason.strip(),
        created_by=actor,
        created_at=at,
        issued_by=actor,
        issued_at=at,
    )


def _red_line(
    red: Invoice,
    blue: InvoiceLine,
    quantity: Decimal,
    taken: Mapping[int, tuple[Decimal, Worth]],
) -> InvoiceLine:
    before, done = taken[blue.pk]
    worth = worth_of_part(
        Worth.of(blue),
        total=blue.quantity,
        quantity=quantity,
        done_quantity=before,
        done=done,
    )
    return InvoiceLine(
        invoice=red,
        line_id=blue.line_id,
        quantity=-quantity,
        tax_rate=blue.tax_rate,
        red_of=blue,
        **(-worth).columns,
    )
