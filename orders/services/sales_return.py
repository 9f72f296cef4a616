"""Goods coming back against a shipment: drawn up, received, given up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, numbering, states
from core.clock import business_date
from core.errors import BusinessError
from core.rights import demand
from orders.enums import (
    Disposition,
    Event,
    ReturnStatus,
    ShipmentStatus,
)
from orders.models import (
    ReturnLine,
    SalesReturn,
    Shipment,
    ShipmentLine,
)

from . import numbers
from .closing import order_close_if_done
from .rows import hold_order
from .shipment import totals_of
from .stock import plain
from .valuation import Worth, worth_of_part

ZERO = Decimal(0)


@dataclass(frozen=True)
class ReturnRow:
    """How much of a shipment line comes back, and what becomes of it."""

    shipment_line: ShipmentLine
    quantity: Decimal
    disposition: str = Disposition.GOOD


@transaction.atomic
def sales_return_create(
    *,
    actor: User,
    shipment: Shipment,
    rows: Sequence[ReturnRow],
    reason: str,
    at: datetime,
) -> SalesReturn:
    """Draw up a return against a shipment that left.

    Refuses more than was shipped less what came back or is about to, and a return without reason.
    """
    demand(actor, "orders.create_salesreturn", shipment)
    hold_order(shipment.order_id)
    return return_draw_up(actor=actor, shipment=shipment, rows=rows, reason=reason, at=at)


def return_draw_up(
    *,
    actor: User,
    shipment: Shipment,
    rows: Sequence[ReturnRow],
    reason: str,
    at: datetime,
    is_refusal: bool = False,
) -> SalesReturn:
    """The return itself; its order is held by the caller. What was refused on delivery is owed to
    the customer again once it is back."""
    if shipment.status not in {ShipmentStatus.SHIPPED, ShipmentStatus.SIGNED}:
        raise BusinessError(_("Nothing comes back that has not left."), code="not_shipped")
    if not reason.strip():
        raise BusinessError(_("Say why the goods come back."), field="reason", code="reason")
    held = _held_parts(shipment, rows)
    number = numbering.next_number(numbers.RETURNS, business_date(at))
    sales_return = SalesReturn.objects.create(
        number=number,
        shipment=shipment,
        customer_id=shipment.customer_id,
        reason=reason.strip(),
        is_refusal=is_refusal,
        created_by=actor,
        created_at=at,
    )
    lines = [
        _line(sales_return, held[row.shipment_line.pk], row.quantity, row.disposition)
        for row in rows
    ]
    ReturnLine.objects.bulk_create(lines)
    totals = totals_of(lines)
    SalesReturn.objects.filter(pk=sales_return.pk).update(**totals)
    vars(sales_return).update(totals)
    audit.record(actor=actor, verb=Event.RETURN_CREATED, subject=sales_return, at=at, reason=reason)
    events.announce(Event.RETURN_CREATED, sales_return, shipment=shipment.pk)
    return sales_return


@transaction.atomic
def sales_return_cancel(
    *, actor: User, sales_return: SalesReturn, reason: str, at: datetime
) -> SalesReturn:
    """Give up a return that has not come in."""
    demand(actor, "orders.cancel_salesreturn", sales_return)
    states.move(
        sales_return,
        ReturnStatus.CANCELLED,
        actor=actor,
        at=at,
        reason=reason,
        verb=Event.RETURN_CANCELLED,
    )
    events.announce(Event.RETURN_CANCELLED, sales_return, shipment=sales_return.shipment_id)
    if sales_return.is_refusal:  # the customer keeps the goods after all
        order_close_if_done(actor=actor, order=sales_return.shipment.order, at=at)
    return sales_return


def _held_parts(shipment: Shipment, rows: Sequence[ReturnRow]) -> dict[int, ShipmentLine]:
    """The shipment lines under their locks, each with enough left to come back."""
    if not rows:
        raise BusinessError(_("Enter at least one quantity."), code="empty")
    pks = [row.shipment_line.pk for row in rows]
    if len(set(pks)) != len(pks):
        raise BusinessError(_("A line stands twice in the return."), code="twice")
    held = {
        part.pk: part
        for part in ShipmentLine.objects.select_for_update(of=("self",))
        .select_related("line")
        .filter(shipment=shipment, pk__in=pks)
        .order_by("pk")
    }
    if len(held) != len(pks):
        raise BusinessError(_("A return is of one shipment."), code="other_shipment")
    coming = about_to_come(pks)
    for row in rows:
        if row.quantity <= 0:
            raise BusinessError(_("A quantity is greater than zero."), field="quantity")
        part = held[row.shipment_line.pk]
        left = part.quantity - part.returned_quantity - coming.get(part.pk, ZERO)
        if row.quantity > left:
            raise BusinessError(
                _("Line %(line)s: only %(left)s of what was shipped can still come back.")
                % {"line": part.line.position, "left": plain(left)},
                field="quantity",
                code="over_return",
            )
    return held


def about_to_come(parts: Iterable[int]) -> dict[int, Decimal]:
    """What returns that were drawn up and not received hold of each shipment line."""
    rows = ReturnLine.objects.filter(
        shipment_line__in=list(parts), sales_return__status=ReturnStatus.DRAFT
    )
    return dict(rows.values_list("shipment_line").annotate(Sum("quantity")).order_by())


def _line(
    sales_return: SalesReturn, part: ShipmentLine, quantity: Decimal, disposition: str
) -> ReturnLine:
    line = ReturnLine(
        sales_return=sales_return, shipment_line=part, quantity=quantity, disposition=disposition
    )
    value_return(line, part)
    return line


def value_return(line: ReturnLine, part: ShipmentLine) -> None:
    """Worth as it went out, after what came back before: final when the goods are received."""
    whole = Worth.of(part)
    done = worth_of_part(whole, total=part.quantity, quantity=part.returned_quantity)
    worth = worth_of_part(
        whole,
        total=part.quantity,
        quantity=line.quantity,
        done_quantity=part.returned_quantity,
        done=done,
    )
    vars(line).update(worth.columns)
