"""Goods going out, and the note that goes with them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import events, states
from core.errors import BusinessError
from core.locking import locked
from core.rights import demand
from orders.enums import Event, ShipmentStatus, StockKind
from orders.models import OrderLine, Shipment, ShipmentLine
from orders.services import dispatch
from orders.services.days import check_day
from orders.services.lines import due_days_moved
from orders.services.red_letter_due import red_letters_done
from orders.services.rows import hold_customer, hold_lines, hold_order, keep_lines
from orders.services.stock import StockRow, movements_of_stock
from orders.services.valuation import COLUMNS

from .parts import check_order, gone_of, totals_of, value_part

ON_LINES = (
    "shipped_quantity",
    "shipped_amount",
    "receivable_amount",
    "confirmed_on",
)


@transaction.atomic
def shipment_ship(
    *,
    actor: User,
    shipment: Shipment,
    on: date,
    at: datetime,
    carrier: str | None = None,
    waybill: str | None = None,
    seen_version: int | None = None,
) -> Shipment:
    """Send the goods out: stock, movement, money owed and the order's lines follow, dated ``on``.

    Refuses an order that is not released or is on hold, a blocked customer, a day to come or
    before the order, a closed period, and goods that were not in the warehouse on that day.
    """
    demand(actor, "orders.ship_shipment", shipment)
    hold_customer(shipment.customer_id)
    order = hold_order(shipment.order_id)
    check_order(order, actor)
    check_day(on, at, field="on")
    if on < order.ordered_on:
        raise BusinessError(
            _("The order is of %(day)s.") % {"day": order.ordered_on.isoformat()}, field="on"
        )
    shipment = locked(Shipment, shipment.pk, seen_version)
    parts = list(shipment.lines.order_by("line_id"))
    lines = hold_lines(part.line_id for part in parts)
    gone = gone_of(lines.values())
    for part in parts:
        value_part(part, lines[part.line_id], gone[part.line_id])
    given: dict[str, Any] = {"carrier": carrier, "waybill": waybill}
    states.move(
        shipment,
        ShipmentStatus.SHIPPED,
        actor=actor,
        at=at,
        locked=True,
        verb=Event.SHIPMENT_SHIPPED,
        shipped_on=on,
        **totals_of(parts),
        **{name: value for name, value in given.items() if value is not None},
    )
    _goods_out(shipment, parts, lines, actor=actor, on=on, at=at)
    dispatch.goods_counted(shipment, order, parts, lines, on=on, at=at)
    due_days_moved(lines)
    keep_lines(lines, *ON_LINES, *dispatch.FREIGHT_COLUMNS.values())
    red_letters_done(actor=actor, lines=lines, at=at)
    events.announce(Event.SHIPMENT_SHIPPED, shipment, order=order.pk)
    return shipment


def _goods_out(
    shipment: Shipment,
    parts: Sequence[ShipmentLine],
    lines: Mapping[int, OrderLine],
    *,
    actor: User,
    on: date,
    at: datetime,
) -> None:
    ShipmentLine.objects.bulk_update(parts, COLUMNS, batch_size=500)
    for part in parts:
        line = lines[part.line_id]
        line.shipped_quantity += part.quantity
        line.shipped_amount += part.gross_amount
    if shipment.warehouse is None:
        return
    out = [StockRow(lines[p.line_id].product, -p.quantity, lines[p.line_id]) for p in parts]
    movements_of_stock(
        actor=actor,
        warehouse=shipment.warehouse,
        kind=StockKind.SHIPMENT_OUT,
        rows=out,
        on=on,
        at=at,
        document=shipment.number,
        from_reserve=True,
    )
