"""Goods set aside to go out: drawn up, or given up again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, numbering, states
from core.clock import business_date
from core.errors import BusinessError
from core.locking import locked
from core.money import round_money
from core.rights import demand
from orders.enums import Event, ShipmentStatus, WarehouseUse
from orders.models import Order, OrderLine, Shipment, ShipmentLine, Warehouse
from orders.services import numbers
from orders.services.rows import hold_lines, hold_order
from orders.services.stock import plain, stock_reserve
from products.models import Product

from .parts import check_order, drawn_up, gone_of, part_of, totals_of

ZERO = Decimal(0)


@dataclass(frozen=True)
class ShipmentRow:
    """How much of an order line goes out."""

    line: OrderLine
    quantity: Decimal


@transaction.atomic
def shipment_create(
    *,
    actor: User,
    order: Order,
    warehouse: Warehouse,
    rows: Sequence[ShipmentRow],
    at: datetime,
    planned_on: date | None = None,
    carrier: str = "",
    waybill: str = "",
    freight_terms: str = "",
    freight_amount: Decimal = Decimal("0.00"),
    delivery_address: str = "",
    delivery_recipient: str = "",
    delivery_phone: str = "",
    note: str = "",
) -> Shipment:
    """Draw up a shipment of parts of an order and set its goods aside in the warehouse.

    Refuses an order that is not released or is on hold, a blocked customer, more than a line has
    open (ordered − short-closed − shipped − already drawn up), and more than lies free there.
    """
    demand(actor, "orders.create_shipment", order)
    order = hold_order(order.pk)
    check_order(order, actor)
    if freight_amount < 0:
        raise BusinessError(_("Freight is never negative."), field="freight_amount")
    if warehouse.use != WarehouseUse.SALE:
        raise BusinessError(
            _("What lies in %(warehouse)s is not for sale.") % {"warehouse": warehouse},
            field="warehouse",
            code="not_for_sale",
        )
    lines = hold_lines(row.line.pk for row in rows)
    _check_rows(rows, lines, order)
    stock_reserve(warehouse, _by_product(rows, lines))
    shipment = Shipment.objects.create(
        number=numbering.next_number(numbers.SHIPMENTS, business_date(at)),
        order=order,
        customer=order.customer,
        warehouse=warehouse,
        planned_on=planned_on,
        carrier=carrier,
        waybill=waybill,
        freight_terms=freight_terms or order.freight_terms,
        freight_amount=round_money(freight_amount),
        delivery_address=delivery_address or order.delivery_address,
        delivery_recipient=delivery_recipient or order.delivery_recipient,
        delivery_phone=delivery_phone or order.delivery_phone,
        note=note,
        created_by=actor,
        created_at=at,
    )
    gone = gone_of(lines.values())
    parts = [part_of(shipment, lines[row.line.pk], row.quantity, gone[row.line.pk]) for row in rows]
    ShipmentLine.objects.bulk_create(parts)
    totals = totals_of(parts)
    Shipment.objects.filter(pk=shipment.pk).update(**totals)
    vars(shipment).update(totals)
    audit.record(actor=actor, verb=Event.SHIPMENT_CREATED, subject=shipment, at=at)
    events.announce(Event.SHIPMENT_CREATED, shipment, order=order.pk)
    return shipment


@transaction.atomic
def shipment_cancel(*, actor: User, shipment: Shipment, reason: str, at: datetime) -> Shipment:
    """Give up a shipment that has not left; its goods are free again."""
    demand(actor, "orders.cancel_shipment", shipment)
    hold_order(shipment.order_id)
    shipment = locked(Shipment.objects.select_related("warehouse"), shipment.pk)
    states.move(
        shipment,
        ShipmentStatus.CANCELLED,
        actor=actor,
        at=at,
        reason=reason,
        locked=True,
        verb=Event.SHIPMENT_CANCELLED,
    )
    parts = list(shipment.lines.select_related("line__product"))
    back: dict[Product, Decimal] = {}
    for part in parts:
        back[part.line.product] = back.get(part.line.product, ZERO) - part.quantity
    if shipment.warehouse:
        stock_reserve(shipment.warehouse, back)
    events.announce(Event.SHIPMENT_CANCELLED, shipment, order=shipment.order_id)
    return shipment


def _check_rows(rows: Sequence[ShipmentRow], lines: Mapping[int, OrderLine], order: Order) -> None:
    if not rows:
        raise BusinessError(_("Enter at least one quantity."), code="empty")
    if len(lines) != len(rows):
        raise BusinessError(_("A line stands twice in the shipment."), code="twice")
    held = drawn_up(list(lines))
    for row in rows:
        line = lines[row.line.pk]
        if line.order_id != order.pk:
            raise BusinessError(_("A shipment is of one order."), code="other_order")
        if row.quantity <= 0:
            raise BusinessError(_("A quantity is greater than zero."), field="quantity")
        left = (
            line.quantity
            - line.short_closed_quantity
            - line.shipped_quantity
            - held.get(line.pk, ZERO)
        )
        if row.quantity > left:
            raise BusinessError(
                _("Line %(line)s has only %(open)s left to ship.")
                % {"line": line.position, "open": plain(left)},
                field="quantity",
                code="over_shipment",
            )


def _by_product(rows: Sequence[ShipmentRow], lines: Mapping[int, OrderLine]) -> dict[Any, Decimal]:
    wanted: dict[Any, Decimal] = {}
    for row in rows:
        product = lines[row.line.pk].product
        wanted[product] = wanted.get(product, ZERO) + row.quantity
    return wanted
