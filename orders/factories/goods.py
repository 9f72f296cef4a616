"""Warehouses with stock, and orders whose goods have left, made by the services themselves."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import User
from core.clock import at_time, business_date
from orders.enums import StockKind
from orders.models import Order, OrderLine, Shipment, Warehouse
from orders.services import (
    ShipmentRow,
    StockRow,
    shipment_create,
    shipment_ship,
    shipment_sign,
    stock_receive,
)

from .moment import MORNING


class WarehouseFactory(DjangoModelFactory[Warehouse]):
    """The company's own warehouse of finished goods."""

    class Meta:
        model = Warehouse
        django_get_or_create = ("code",)

    code = "CP"
    name = "成品库"
    is_default = factory.LazyAttribute(lambda o: o.code == "CP")


def noon(day: date) -> datetime:
    """Twelve o'clock of that day."""
    return at_time(day, time(12))


def stocked(order: Order, *, actor: User, on: date | None = None) -> Warehouse:
    """Everything the order asks for, taken into the warehouse on the order's day."""
    warehouse = WarehouseFactory()
    day = on or order.ordered_on
    stock_receive(
        actor=actor,
        warehouse=warehouse,
        kind=StockKind.PRODUCTION_IN,
        rows=[StockRow(line.product, line.quantity, line) for line in order.lines.all()],
        on=day,
        at=noon(day),
    )
    return warehouse


def drawn_up(
    order: Order,
    *,
    actor: User,
    quantities: Mapping[int, Decimal] | None = None,
    at: datetime = MORNING,
    **facts: Any,
) -> Shipment:
    """A shipment that has not left: the quantities by line position, else all that is open."""
    lines: list[OrderLine] = list(order.lines.all())
    rows = [
        ShipmentRow(line, line.open_quantity if quantities is None else quantities[line.position])
        for line in lines
        if quantities is None or line.position in quantities
    ]
    facts.setdefault("warehouse", WarehouseFactory())
    return shipment_create(actor=actor, order=order, rows=rows, at=at, **facts)


def shipped(order: Order, *, actor: User, on: date | None = None, **facts: Any) -> Shipment:
    """A shipment that left on that day, else on the order's."""
    day = on or order.ordered_on
    shipment = drawn_up(order, actor=actor, at=noon(day), **facts)
    return shipment_ship(actor=actor, shipment=shipment, on=day, at=noon(day))


def signed(order: Order, *, actor: User, on: date | None = None, **facts: Any) -> Shipment:
    """A shipment the customer signed for on the day it left."""
    shipment = shipped(order, actor=actor, on=on, **facts)
    day = on or business_date(noon(order.ordered_on))
    return shipment_sign(actor=actor, shipment=shipment, on=day, at=noon(day), signed_name="刘师傅")
