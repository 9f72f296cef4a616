"""An order closes by itself when every line is signed for or short-closed."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from core import events, states
from core.locking import locked
from orders.enums import Event, OrderStatus, ReturnStatus, ShipmentStatus
from orders.models import Order, SalesReturn


@transaction.atomic
def order_close_if_done(*, actor: User, order: Order, at: datetime) -> bool:
    """Close a released order of which nothing is open and no shipment is unsigned.

    Refused goods on their way back keep it open: the line is not signed for. Says whether it
    closed. Money still owed does not keep it open.
    """
    order = locked(Order.objects.all(), order.pk)
    if order.status != OrderStatus.RELEASED:
        return False
    is_open = any(line.open_quantity > 0 for line in order.lines.all())
    unsigned = order.shipments.filter(status__in=[ShipmentStatus.DRAFT, ShipmentStatus.SHIPPED])
    refused = SalesReturn.objects.filter(
        shipment__order=order, is_refusal=True, status=ReturnStatus.DRAFT
    )
    if is_open or unsigned.exists() or refused.exists():
        return False
    states.move(order, OrderStatus.CLOSED, actor=actor, at=at, verb=Event.ORDER_CLOSED, locked=True)
    events.announce(Event.ORDER_CLOSED, order, number=str(order.number))
    return True
