"""The customer signs for goods, or refuses some of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import events, states
from core.errors import BusinessError
from core.locking import locked
from core.rights import demand
from orders.enums import Event, ShipmentStatus
from orders.models import Order, Shipment, ShipmentLine

from .closing import order_close_if_done
from .days import check_day
from .rows import hold_lines, hold_order, keep_lines, keep_order
from .sales_return import ReturnRow, about_to_come, return_draw_up
from .stock import plain
from .valuation import Worth, worth_of_part

ZERO = Decimal(0)


@transaction.atomic
def shipment_sign(
    *,
    actor: User,
    shipment: Shipment,
    on: date,
    at: datetime,
    signed_name: str = "",
    signed: Mapping[int, Decimal] | None = None,
    refused_reason: str = "",
    seen_version: int | None = None,
) -> Shipment:
    """Register the signature. ``signed`` is the quantity by shipment line, all when left out.

    What was not signed for was refused: a return of it is drawn up, and the reason is asked for;
    once it is back the line is open again, to be shipped anew or short-closed.
    What came back before, or is about to, is neither. Refuses a day before the goods left, and
    more than was shipped. Completes the order when
    nothing of it is left open.
    """
    demand(actor, "orders.sign_shipment", shipment)
    order = hold_order(shipment.order_id)
    check_day(on, at, field="on")
    shipment = locked(Shipment, shipment.pk, seen_version)
    if shipment.shipped_on and on < shipment.shipped_on:
        raise BusinessError(
            _("The goods left on %(day)s.") % {"day": shipment.shipped_on.isoformat()}, field="on"
        )
    parts = list(shipment.lines.select_related("line").order_by("line_id"))
    refused = _split(parts, signed or {}, refused_reason)
    states.move(
        shipment,
        ShipmentStatus.SIGNED,
        actor=actor,
        at=at,
        locked=True,
        verb=Event.SHIPMENT_SIGNED,
        signed_on=on,
        signed_name=signed_name,
        reason=refused_reason,
    )
    ShipmentLine.objects.bulk_update(parts, ["signed_quantity", "refused_quantity"], batch_size=500)
    _count_signed(order, parts, on)
    if refused:
        return_draw_up(
            actor=actor,
            shipment=shipment,
            rows=refused,
            reason=refused_reason,
            at=at,
            is_refusal=True,
        )
    order_close_if_done(actor=actor, order=order, at=at)
    events.announce(Event.SHIPMENT_SIGNED, shipment, order=order.pk)
    return shipment


def _count_signed(order: Order, parts: Sequence[ShipmentLine], on: date) -> None:
    lines = hold_lines(part.line_id for part in parts)
    for part in parts:
        line = lines[part.line_id]
        line.signed_quantity += part.signed_quantity
        line.last_signed_on = max(line.last_signed_on or on, on)
        whole = Worth(gross=part.gross_amount)
        worth = worth_of_part(whole, total=part.quantity, quantity=part.signed_quantity)
        order.signed_amount += worth.gross
    keep_lines(lines, "signed_quantity", "last_signed_on")
    keep_order(order, "signed_amount")


def _split(
    parts: Sequence[ShipmentLine], signed: Mapping[int, Decimal], reason: str
) -> list[ReturnRow]:
    """Write signed and refused on the lines; what was refused comes back."""
    if unknown := set(signed) - {part.pk for part in parts}:
        raise BusinessError(
            _("Line %(line)s is not of this shipment.") % {"line": min(unknown)}, code="line"
        )
    refused = []
    coming = about_to_come(part.pk for part in parts)
    for part in parts:
        left = part.quantity - part.returned_quantity - coming.get(part.pk, ZERO)
        quantity = signed.get(part.pk, left)
        if not ZERO <= quantity <= left:
            raise BusinessError(
                _("Line %(line)s: between 0 and %(quantity)s were delivered.")
                % {"line": part.line.position, "quantity": plain(left)},
                field="signed",
                code="over_signed",
            )
        part.signed_quantity = quantity
        part.refused_quantity = left - quantity
        if part.refused_quantity:
            refused.append(ReturnRow(part, part.refused_quantity))
    if refused and not reason:
        raise BusinessError(_("Say why goods were refused."), field="refused_reason", code="reason")
    return refused
