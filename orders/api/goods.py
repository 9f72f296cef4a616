"""Shipments, returns and stock."""

from datetime import date
from typing import Any

from core.api import (
    Body,
    Call,
    Id,
    Quantity,
    Stale,
    Word,
    body_of,
    noun,
    picked,
    picked_all,
    writes,
)
from orders import services
from orders.lists.sales_return import SalesReturnList
from orders.lists.shipment import ShipmentList
from orders.lists.stock import StockMovementList
from orders.models import Order, OrderLine, Shipment, Warehouse
from orders.services import ShipmentRow

noun("shipments", ShipmentList, "orders.view_shipment", refs=("order", "customer", "warehouse"))
noun("returns", SalesReturnList, "orders.view_salesreturn", refs=("shipment", "customer"))
noun("stock-movements", StockMovementList, "orders.view_stock", refs=("product", "warehouse"))

WAY = (
    "planned_on",
    "carrier",
    "waybill",
    "freight_terms",
    "freight_amount",
    "delivery_address",
    "delivery_recipient",
    "delivery_phone",
    "note",
)


class NewPart(Body):
    """How much of an order line goes out."""

    line: Id
    quantity: Quantity


class Parts(Body):
    """Parts of one order from one warehouse."""

    lines: list[NewPart]


class Departure(Stale):
    """The day the goods left, and with whom."""

    on: date | None = None
    carrier: Word | None = None
    waybill: Word | None = None


class Signature(Stale):
    """Who signed for all of it, and when."""

    on: date | None = None
    signed_name: Word = ""


NewShipment = body_of(
    "NewShipment", Shipment, "order", "warehouse", *WAY, required=("order", "warehouse"), base=Parts
)


@writes("shipments", NewShipment, "orders.create_shipment")
def shipment_create(call: Call, body: Any) -> Shipment:
    """Draw up a shipment of parts of an order."""
    order = picked(Order, call.user, body.order, "order")
    lines = picked_all(OrderLine, call.user, [part.line for part in body.lines], "lines")
    rows = [ShipmentRow(lines[part.line], part.quantity) for part in body.lines]
    return services.shipment_create(
        actor=call.user,
        order=order,
        warehouse=picked(Warehouse, call.user, body.warehouse, "warehouse"),
        rows=rows,
        at=call.now,
        **{k: v for k, v in body.given().items() if k in WAY},
    )


@writes("shipments", Departure, "orders.ship_shipment", command="ship", on_record=True)
def shipment_ship(call: Call, body: Any) -> Shipment:
    """Send the goods out."""
    return services.shipment_ship(
        actor=call.user,
        shipment=call.record,
        on=body.on or call.today,
        at=call.now,
        carrier=body.carrier,
        waybill=body.waybill,
        seen_version=body.seen_version,
    )


@writes("shipments", Signature, "orders.sign_shipment", command="sign", on_record=True)
def shipment_sign(call: Call, body: Any) -> Shipment:
    """Register that the customer signed for all of it."""
    return services.shipment_sign(
        actor=call.user,
        shipment=call.record,
        on=body.on or call.today,
        at=call.now,
        signed_name=body.signed_name,
        seen_version=body.seen_version,
    )
