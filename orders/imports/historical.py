"""Finished orders as they were: set-based, with history, trail, movements and shipments."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from itertools import groupby

from core import audit, history, periods
from core.clock import at_time
from core.imports import ImportContext
from orders.enums import Event, MovementKind, OrderStatus, ShipmentStatus
from orders.models import Order, OrderLine, SalesMovement, Shipment, ShipmentLine
from orders.services.facts import facts_mark
from orders.services.movement import LEDGER

NOON = time(12)
SUMS = ("net_amount", "tax_amount", "gross_amount", "cost_amount")
AT_ONCE = 500
REASON = "historical import"


def orders_insert(orders: Sequence[Order], context: ImportContext) -> None:
    """The heads with a first version and an entry in the trail each."""
    history.bulk(Order, orders, actor=context.actor, at=context.at, reason=REASON)
    audit.record_many(
        actor=context.actor,
        verb=Event.ORDER_CREATED,
        subjects=orders,
        at=context.at,
        reason=REASON,
        batch=str(context.batch.pk),
    )


def total_up(order: Order, lines: Sequence[OrderLine], *, shipped: bool) -> None:
    """The sums of the rounded lines on the head; what was shipped was signed for."""
    order.line_count = len(lines)
    for name in SUMS:
        setattr(order, name, sum((getattr(line, name) for line in lines), Decimal(0)))
    gone = sum((line.shipped_amount for line in lines), Decimal(0))
    order.shipped_amount = order.signed_amount = order.produced_amount = gone
    order.status = OrderStatus.CLOSED if shipped else OrderStatus.RELEASED
    if shipped:
        last = max(line.last_signed_on for line in lines if line.last_signed_on)
        order.closed_at = at_time(last, NOON)
    order.promised_on = max((x.confirmed_on for x in lines if x.confirmed_on), default=None)


def lines_insert(lines: Sequence[OrderLine], context: ImportContext) -> None:
    """The lines, then their movements and shipments, and the days marked for the facts."""
    OrderLine.objects.bulk_create(lines, batch_size=AT_ONCE)
    days = {line.order.ordered_on for line in lines}
    days |= {line.last_signed_on for line in lines if line.last_signed_on}
    _guard(days)
    _movements(lines, context)
    shipped = [line for line in lines if line.last_signed_on]
    _shipments(shipped, context)
    facts_mark(days)


def _guard(days: Iterable[date]) -> None:
    """A closed period refuses, also what is historical; asked once per month and end of it."""
    for _month, within in groupby(sorted(days), key=lambda day: (day.year, day.month)):
        month = list(within)
        for day in {month[0], month[-1]}:
            periods.guard(day, LEDGER)


def _movements(lines: Sequence[OrderLine], context: ImportContext) -> None:
    moved = [
        _movement(line, MovementKind.CONFIRMED, line.order.ordered_on, context) for line in lines
    ]
    moved += [
        _movement(line, MovementKind.SHIPPED, line.last_signed_on, context)
        for line in lines
        if line.last_signed_on
    ]
    SalesMovement.objects.bulk_create(moved, batch_size=AT_ONCE)


def _movement(line: OrderLine, kind: str, on: date, context: ImportContext) -> SalesMovement:
    order = line.order
    return SalesMovement(
        kind=kind,
        moved_on=on,
        order=order,
        line=line,
        customer_id=order.customer_id,
        customer_class_id=order.customer.customer_class_id,
        product_id=line.product_id,
        category_id=line.product.category_id,
        salesperson_id=order.salesperson_id,
        region_id=order.region_id,
        unit=line.unit,
        quantity=line.quantity,
        net_amount=line.net_amount,
        tax_amount=line.tax_amount,
        gross_amount=line.gross_amount,
        cost_amount=line.cost_amount,
        document=str(order.number),
        recorded_at=context.at,
    )


def _shipments(lines: Sequence[OrderLine], context: ImportContext) -> None:
    """One shipment per order and day, signed for; a head brought in earlier has its own."""
    orders = {line.order_id for line in lines}
    known = {
        (row.order_id, row.shipped_on): row
        for row in Shipment.objects.filter(order__in=orders, is_historical=True)
        if row.shipped_on
    }
    found: dict[tuple[int, date], list[OrderLine]] = {}
    for line in lines:
        if line.last_signed_on:
            found.setdefault((line.order_id, line.last_signed_on), []).append(line)
    fresh = [key for key in found if key not in known]
    shipments_insert([(found[key][0].order, key[1]) for key in fresh], context, known)
    parts = [_part(known[key], line) for key, of_day in found.items() for line in of_day]
    ShipmentLine.objects.bulk_create(parts, batch_size=AT_ONCE)
    for key, of_day in found.items():
        for name in ("net_amount", "tax_amount", "gross_amount"):
            setattr(known[key], name, sum((getattr(x, name) for x in of_day), Decimal(0)))
    Shipment.objects.bulk_update(
        [known[key] for key in found], ["net_amount", "tax_amount", "gross_amount"], batch_size=200
    )


def shipments_insert(
    wanted: Sequence[tuple[Order, date]],
    context: ImportContext,
    known: dict[tuple[int, date], Shipment] | None = None,
) -> None:
    """Signed shipments numbered after their order."""
    counted: dict[int, int] = {}
    for order_id, _day in known or {}:
        counted[order_id] = counted.get(order_id, 0) + 1
    rows = []
    for order, day in wanted:
        counted[order.pk] = counted.get(order.pk, 0) + 1
        rows.append(_shipment(order, day, counted[order.pk], context))
    history.bulk(Shipment, rows, actor=context.actor, at=context.at, reason=REASON)
    if known is not None:
        days = (day for _order, day in wanted)
        known.update({(row.order_id, day): row for row, day in zip(rows, days, strict=True)})


def _shipment(order: Order, day: date, count: int, context: ImportContext) -> Shipment:
    return Shipment(
        number=f"{order.number}/{count}"[:40],
        order=order,
        customer_id=order.customer_id,
        status=ShipmentStatus.SIGNED,
        shipped_on=day,
        signed_on=day,
        delivery_address=order.delivery_address,
        delivery_recipient=order.delivery_recipient,
        created_by=context.actor,
        created_at=context.at,
        is_historical=True,
    )


def _part(shipment: Shipment, line: OrderLine) -> ShipmentLine:
    return ShipmentLine(
        shipment=shipment,
        line=line,
        quantity=line.quantity,
        signed_quantity=line.quantity,
        net_amount=line.net_amount,
        tax_amount=line.tax_amount,
        gross_amount=line.gross_amount,
        cost_amount=line.cost_amount,
    )
