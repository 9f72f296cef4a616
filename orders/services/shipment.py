"""Goods going out: drawn up, shipped, cancelled. Signing for them is in ``signing``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, numbering, states
from core.clock import business_date
from core.errors import BusinessError
from core.locking import locked
from core.money import round_money
from orders.enums import Event, OrderStatus, ShipmentStatus, StockKind
from orders.models import Order, OrderLine, Shipment, ShipmentLine, Warehouse
from products.models import Product

from . import dispatch, numbers
from .rights import demand, not_in_future
from .rows import hold_customer, hold_lines, hold_order, keep_lines
from .stock import StockRow, movements_of_stock, plain, stock_reserve
from .valuation import Worth, worth_of_part

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

    Refuses an order that is not released or is on hold, more than a line has open (ordered −
    short-closed − shipped − already drawn up), and more than lies free in the warehouse.
    """
    demand(actor, "orders.create_shipment", order)
    order = hold_order(order.pk)
    _check_order(order)
    if freight_amount < 0:
        raise BusinessError(_("Freight is never negative."), field="freight_amount")
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
    parts = [_part(shipment, lines[row.line.pk], row.quantity) for row in rows]
    ShipmentLine.objects.bulk_create(parts)
    totals = totals_of(parts)
    Shipment.objects.filter(pk=shipment.pk).update(**totals)
    vars(shipment).update(totals)
    audit.record(actor=actor, verb=Event.SHIPMENT_CREATED, subject=shipment, at=at)
    events.announce(Event.SHIPMENT_CREATED, shipment, order=order.pk)
    return shipment


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

    Refuses an order that is not released or is on hold, a day to come or before the order, a
    closed period, and goods that were not in the warehouse on that day.
    """
    demand(actor, "orders.ship_shipment", shipment)
    hold_customer(shipment.customer_id)
    order = hold_order(shipment.order_id)
    _check_order(order)
    not_in_future(on, at, field="on")
    if on < order.ordered_on:
        raise BusinessError(
            _("The order is of %(day)s.") % {"day": order.ordered_on.isoformat()}, field="on"
        )
    shipment = locked(Shipment, shipment.pk, seen_version)
    parts = list(shipment.lines.order_by("line_id"))
    lines = hold_lines(part.line_id for part in parts)
    for part in parts:
        _value(part, lines[part.line_id])
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
    keep_lines(lines, "shipped_quantity", "shipped_amount", "receivable_amount", "freight_amount")
    events.announce(Event.SHIPMENT_SHIPPED, shipment, order=order.pk)
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


def drawn_up(lines: Sequence[int]) -> dict[int, Decimal]:
    """What shipments that have not left hold of each line."""
    rows = ShipmentLine.objects.filter(line__in=lines, shipment__status=ShipmentStatus.DRAFT)
    return dict(rows.values_list("line").annotate(Sum("quantity")).order_by())


def totals_of(parts: Sequence[Any]) -> dict[str, Any]:
    """The amounts of a document: the sums of its lines."""
    return {
        name: sum((getattr(part, name) for part in parts), Decimal("0.00"))
        for name in ("net_amount", "tax_amount", "gross_amount")
    }


def _check_order(order: Order) -> None:
    if order.status != OrderStatus.RELEASED:
        raise BusinessError(
            _("Goods go out for released orders only; %(order)s is “%(state)s”.")
            % {"order": order, "state": order.get_status_display()},
            code="not_released",
        )
    if order.is_on_hold:
        raise BusinessError(
            _("%(order)s is on hold: %(reason)s") % {"order": order, "reason": order.hold_reason},
            code="on_hold",
        )


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


def _part(shipment: Shipment, line: OrderLine, quantity: Decimal) -> ShipmentLine:
    part = ShipmentLine(shipment=shipment, line=line, quantity=quantity)
    _value(part, line)
    return part


def _value(part: ShipmentLine, line: OrderLine) -> None:
    """Worth after what went out before: final when the goods leave."""
    before = worth_of_part(whole_of(line), total=line.quantity, quantity=line.shipped_quantity)
    worth = worth_of_part(
        whole_of(line),
        total=line.quantity,
        quantity=part.quantity,
        done_quantity=line.shipped_quantity,
        done=before,
    )
    part.net_amount, part.tax_amount, part.gross_amount = worth.amounts
    part.cost_amount = worth.cost


def whole_of(line: OrderLine) -> Worth:
    """What the whole line is worth."""
    return Worth(line.net_amount, line.gross_amount, line.cost_amount)


def _goods_out(
    shipment: Shipment,
    parts: Sequence[ShipmentLine],
    lines: Mapping[int, OrderLine],
    *,
    actor: User,
    on: date,
    at: datetime,
) -> None:
    ShipmentLine.objects.bulk_update(
        parts, ["net_amount", "tax_amount", "gross_amount", "cost_amount"], batch_size=500
    )
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


@transaction.atomic
def shipment_print(*, actor: User, shipment: Shipment, at: datetime) -> Shipment:
    """Count a print of the delivery note and keep who printed it."""
    demand(actor, "orders.print_shipment", shipment)
    shipment = locked(Shipment.objects.select_related("order", "customer"), shipment.pk)
    before = shipment.print_count
    Shipment.objects.filter(pk=shipment.pk).update(print_count=before + 1)
    shipment.print_count = before + 1
    audit.record(
        actor=actor,
        verb=Event.SHIPMENT_PRINTED,
        subject=shipment,
        at=at,
        changes={"print_count": [before, before + 1]},
    )
    return shipment
