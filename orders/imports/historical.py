"""Finished orders as they were: set-based, with history, trail, movements and shipments."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from itertools import chain, groupby
from typing import Any

from core import audit, history, periods
from core.clock import at_time
from core.database import copy_rows
from core.imports import ImportContext
from orders.enums import Event, MovementKind, OrderStatus, ShipmentStatus
from orders.models import Order, OrderLine, SalesMovement, Shipment, ShipmentLine
from orders.services.facts import facts_mark
from orders.services.movement import LEDGER

NOON = time(12)
SUMS = ("net_amount", "tax_amount", "gross_amount", "cost_amount")
AT_ONCE = 500
REASON = "historical import"
AMOUNTS = ("net_amount", "tax_amount", "gross_amount")
# The columns that are copied in, in the order of their values.
MOVEMENT = (
    "kind",
    "moved_on",
    "order",
    "line",
    "customer",
    "customer_class",
    "product",
    "category",
    "salesperson",
    "region",
    "unit",
    "quantity",
    *SUMS,
    "document",
    "recorded_at",
)
PART = ("shipment", "line", "quantity", "signed_quantity", *SUMS)


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
    guard_days(days, LEDGER)
    _movements(lines, context)
    shipped = [line for line in lines if line.last_signed_on]
    _shipments(shipped, context)
    facts_mark(days)


def guard_days(days: Iterable[date], ledger: str) -> None:
    """A closed period refuses, also what is historical; asked once per month and end of it."""
    for _month, within in groupby(sorted(days), key=lambda day: (day.year, day.month)):
        month = list(within)
        for day in {month[0], month[-1]}:
            periods.guard(day, ledger, is_historical=True)


def _movements(lines: Sequence[OrderLine], context: ImportContext) -> None:
    """What was ordered and what was shipped, copied in: there are two for each row of the file."""
    confirmed = (
        _movement(line, MovementKind.CONFIRMED, line.order.ordered_on, context) for line in lines
    )
    shipped = (
        _movement(line, MovementKind.SHIPPED, line.last_signed_on, context)
        for line in lines
        if line.last_signed_on
    )
    copy_rows(SalesMovement, MOVEMENT, chain(confirmed, shipped))


def _movement(line: OrderLine, kind: str, on: date, context: ImportContext) -> tuple[Any, ...]:
    order = line.order
    return (
        str(kind),
        on,
        order.pk,
        line.pk,
        order.customer_id,
        order.customer.customer_class_id,
        line.product_id,
        line.product.category_id,
        order.salesperson_id,
        order.region_id,
        line.unit,
        line.quantity,
        line.net_amount,
        line.tax_amount,
        line.gross_amount,
        line.cost_amount,
        str(order.number),
        context.at,
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
    brought = [known[key] for key in found if key in known]
    for key, of_day in found.items():
        if key in known:
            _sum_up(known[key], of_day)
    Shipment.objects.bulk_update(brought, AMOUNTS, batch_size=200)
    fresh = [key for key in found if key not in known]
    wanted = [(found[key][0].order, key[1]) for key in fresh]
    shipments_insert(wanted, context, known, lines=found)
    copy_rows(
        ShipmentLine,
        PART,
        (_part(known[key], line) for key, of_day in found.items() for line in of_day),
        constants={"refused_quantity": 0, "returned_quantity": 0},
    )


def _sum_up(shipment: Shipment, lines: Sequence[OrderLine]) -> None:
    for name in AMOUNTS:
        setattr(shipment, name, sum((getattr(line, name) for line in lines), Decimal(0)))


def shipments_insert(
    wanted: Sequence[tuple[Order, date]],
    context: ImportContext,
    known: dict[tuple[int, date], Shipment] | None = None,
    lines: dict[tuple[int, date], list[OrderLine]] | None = None,
) -> None:
    """Signed shipments numbered after their order, worth their lines where these are given."""
    counted: dict[int, int] = {}
    for order_id, _day in known or {}:
        counted[order_id] = counted.get(order_id, 0) + 1
    rows = []
    for order, day in wanted:
        counted[order.pk] = counted.get(order.pk, 0) + 1
        shipment = _shipment(order, day, counted[order.pk], context)
        _sum_up(shipment, (lines or {}).get((order.pk, day), []))
        rows.append(shipment)
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


def _part(shipment: Shipment, line: OrderLine) -> tuple[Any, ...]:
    return (
        shipment.pk,
        line.pk,
        line.quantity,
        line.quantity,
        line.net_amount,
        line.tax_amount,
        line.gross_amount,
        line.cost_amount,
    )
