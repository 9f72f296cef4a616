"""Ending an order early: cancelled as a whole, or a line short-closed."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, states
from core.clock import business_date
from core.errors import BusinessError
from core.locking import locked
from core.rights import demand
from orders.enums import (
    ORDER_OPEN,
    Event,
    MovementKind,
    OrderStatus,
    ShipmentStatus,
)
from orders.models import HandOver, Order, OrderLine, ShipmentLine
from orders.selectors.checked_lines import checked_lines

from .closing import order_close_if_done
from .hand_over import hand_overs_give_up
from .invoice_worth import charged_before
from .movement import Moved, movements_record
from .shipment import gone_of
from .submission import refuse_under_approval
from .valuation import Worth, worth_of_part


@transaction.atomic
def order_cancel(*, actor: User, order: Order, reason: str, at: datetime) -> Order:
    """Cancel an order with the reason; what counted is taken back on this day.

    Refuses an order of which something was shipped, is about to be, or is charged by an invoice.
    """
    demand(actor, "orders.cancel_order", order)
    order = locked(Order.objects.all(), order.pk)
    refuse_under_approval(order)
    lines = checked_lines(order)
    _refuse_goods_on_their_way(order, lines)
    charged = charged_before(line.pk for line in lines)
    if any(quantity > 0 for quantity, _worth in charged.values()):
        raise BusinessError(
            _("%(order)s is invoiced or an invoice is applied for; take it back first.")
            % {"order": order},
            code="invoiced",
        )
    counted = order.status in ORDER_OPEN
    states.move(
        order,
        OrderStatus.CANCELLED,
        actor=actor,
        at=at,
        reason=reason,
        verb=Event.ORDER_CANCELLED,
        locked=True,
        cancel_reason=reason,
    )
    if counted:
        gone = gone_of(lines)
        movements_record(
            kind=MovementKind.CANCELLED,
            on=business_date(at),
            at=at,
            document=str(order.number),
            moved=[-_rest(line, gone[line.pk]) for line in lines if line.open_quantity > 0],
        )
    hand_overs_give_up(order.hand_overs.all(), actor=actor, at=at)
    events.announce(Event.ORDER_CANCELLED, order, reason=reason)
    return order


@transaction.atomic
def line_short_close(*, actor: User, line: OrderLine, reason: str, at: datetime) -> OrderLine:
    """Give up what is still to be shipped of a line, 短关, with the reason.

    The rest is taken back on this day; the order closes when nothing else is open. Refuses a line
    with nothing left, goods already in a shipment that is being drawn up, and what is charged by
    an invoice although it was not shipped.
    """
    order = locked(Order.objects.all(), line.order_id)
    demand(actor, "orders.short_close_order", order)
    line = locked(OrderLine.objects.all(), line.pk)
    line.order = order
    _check_open(line)
    rest = _rest(line, gone_of([line])[line.pk])
    before = line.short_closed_quantity
    _give_up(line, rest, reason)
    hand_overs = HandOver.objects.filter(line=line)
    hand_overs_give_up(hand_overs, actor=actor, at=at)
    movements_record(
        kind=MovementKind.CHANGED,
        on=business_date(at),
        at=at,
        document=str(order.number),
        moved=[-rest],
    )
    audit.record(
        actor=actor,
        verb=Event.LINE_SHORT_CLOSED,
        subject=order,
        at=at,
        changes={f"#{line.position} short_closed": [before, line.short_closed_quantity]},
        reason=reason,
    )
    events.announce(Event.LINE_SHORT_CLOSED, order, line=line.pk, reason=reason)
    order_close_if_done(order=order, actor=actor, at=at)
    return line


def _check_open(line: OrderLine) -> None:
    if line.order.status not in ORDER_OPEN:
        raise BusinessError(
            _("Only lines of an order under way can be short-closed."), code="illegal_move"
        )
    if line.open_quantity <= 0:
        raise BusinessError(
            _("Nothing of line %(position)s is open.") % {"position": line.position},
            code="nothing_open",
        )
    _refuse_goods_on_their_way(line.order, [line], shipped_too=False)
    charged, _worth = charged_before([line.pk])[line.pk]
    if charged > line.shipped_quantity:
        raise BusinessError(
            _("Line %(position)s is invoiced above what was shipped; take the invoice back first.")
            % {"position": line.position},
            code="invoiced",
        )


def _give_up(line: OrderLine, rest: Moved, reason: str) -> None:
    """Keep on the line and its order what will not be shipped any more."""
    line.short_closed_quantity += rest.quantity
    line.short_closed_amount += rest.amounts.gross
    line.short_close_reason = reason
    line.save(update_fields=["short_closed_quantity", "short_closed_amount", "short_close_reason"])
    Order.objects.filter(pk=line.order_id).update(
        short_closed_amount=F("short_closed_amount") + rest.amounts.gross
    )


def _rest(line: OrderLine, gone: Worth) -> Moved:
    """What is still open of a line: the whole less what went out and what was given up before."""
    given_up = worth_of_part(
        Worth.of(line),
        total=line.quantity,
        quantity=line.short_closed_quantity,
        done_quantity=line.shipped_quantity,
        done=gone,
    )
    done = gone.plus(given_up)._replace(gross=line.gross_amount - line.open_amount)
    worth = Worth.of(line).plus(-done)
    return Moved(line, line.open_quantity, worth.amounts, worth.cost)


def _refuse_goods_on_their_way(
    order: Order, lines: Sequence[OrderLine], *, shipped_too: bool = True
) -> None:
    if shipped_too and any(line.shipped_quantity > Decimal(0) for line in lines):
        raise BusinessError(
            _("Goods of %(order)s were shipped: use a return or a change.") % {"order": order},
            code="shipped",
        )
    drawn_up = ShipmentLine.objects.filter(
        line__in=lines, shipment__status=ShipmentStatus.DRAFT
    ).values_list("shipment__number", flat=True)
    if number := drawn_up.first():
        raise BusinessError(
            _("Shipment %(number)s is being drawn up; cancel it first.") % {"number": number},
            code="shipment",
        )
