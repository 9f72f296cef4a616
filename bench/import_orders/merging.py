"""The statements that turn staged rows into orders, shipments and their traces."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from accounts.models import User
from core.models import AuditEntry
from orders.enums import Event
from orders.models import (
    DirtyDay,
    Order,
    OrderLine,
    SalesMovement,
    Shipment,
    ShipmentLine,
)

ROWS = 20_000
AT = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SUMS = ("net_amount", "tax_amount", "gross_amount", "cost_amount")
OF_FILE = """
WHERE t.order_id IN (SELECT id FROM orders_order WHERE number IN (SELECT number FROM staged))
"""
STAGING = """
CREATE TEMP TABLE staged (number text, customer bigint, ordered date, shipped date, address text,
  position int, product bigint, quantity numeric, price numeric, rate numeric, net numeric,
  tax numeric, gross numeric, unit_cost numeric, cost numeric)
"""
PREVIEW = """
SELECT CASE WHEN o.id IS NULL THEN 'new' ELSE 'same' END AS state
FROM staged s LEFT JOIN orders_order o ON o.source_number = s.number
  AND o.customer_id = s.customer AND o.ordered_on = s.ordered
"""
HEADS = """
FROM (SELECT number, customer, ordered, MIN(address) AS address, COUNT(*) AS lines,
    SUM(net) AS net, SUM(tax) AS tax, SUM(gross) AS gross, SUM(cost) AS cost,
    MAX(shipped) AS shipped FROM staged GROUP BY 1, 2, 3) h
JOIN customers_customer c ON c.id = h.customer
LEFT JOIN accounts_user u ON u.id = c.owner_id
ORDER BY h.number
"""
PARTS = """
FROM staged s JOIN orders_order o ON o.number = s.number
JOIN products_product p ON p.id = s.product ORDER BY s.number, s.position
"""
MOVED = """
FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id
JOIN (SELECT DISTINCT number FROM staged) n ON n.number = o.number
JOIN products_product p ON p.id = l.product_id
JOIN customers_customer c ON c.id = o.customer_id
"""
SHIPPED = """
FROM orders_order o JOIN (SELECT number, MAX(shipped) AS shipped FROM staged GROUP BY 1) n
  USING (number)
"""


def insert(model: Any, given: dict[str, str], source: str) -> tuple[str, list[Any]]:
    """INSERT … SELECT of the named columns; the others get the model's defaults."""
    names, values, parameters = [], [], []
    for field in model._meta.local_concrete_fields:
        if field.primary_key or field.generated:
            continue
        names.append(field.column)
        if field.column in given:
            values.append(given[field.column])
        else:
            values.append("%s")
            default = field.get_default()
            parameters.append(field.get_db_prep_save(default, connection))
    into = f"INSERT INTO {model._meta.db_table} ({', '.join(names)})"
    return f"{into} SELECT {', '.join(values)} {source}", parameters


def merges() -> list[tuple[str, list[Any]]]:
    """Heads, lines, movements and shipments, with the trail and the versions of both."""
    actor = str(User.objects.get(username="zhouting").pk)
    at = f"'{AT.isoformat()}'::timestamptz"
    moment = "((h.ordered + time '12:00') AT TIME ZONE 'Asia/Shanghai')"
    made = {"created_by_id": actor, "created_at": at, "is_historical": "true"}
    head = {
        **made,
        **{name: f"h.{name.removesuffix('_amount')}" for name in SUMS},
        **dict.fromkeys(("produced_amount", "shipped_amount", "signed_amount"), "h.gross"),
        **dict.fromkeys(("received_at", "confirmed_at", "released_at"), moment),
        "number": "h.number",
        "source_number": "h.number",
        "status": "'closed'",
        "received_via": "'import'",
        "customer_id": "h.customer",
        "ordered_on": "h.ordered",
        "promised_on": "h.shipped",
        "closed_at": "((h.shipped + time '12:00') AT TIME ZONE 'Asia/Shanghai')",
        "salesperson_id": f"COALESCE(u.id, {actor})",
        "region_id": "COALESCE(c.region_id, u.region_id)",
        "department_id": "u.department_id",
        "delivery_address": "h.address",
        "line_count": "h.lines",
        "prices_include_tax": "true",
    }
    line = {
        "order_id": "o.id",
        "position": "s.position",
        "product_id": "s.product",
        "specification": "p.specification",
        "unit": "p.unit",
        "unit_price": "s.price",
        "untaxed_price": "ROUND(s.price / (1 + s.rate), 8)",
        "tax_rate": "s.rate",
        "unit_cost": "s.unit_cost",
        **{name: f"s.{name.removesuffix('_amount')}" for name in SUMS},
        **dict.fromkeys(
            ("quantity", "produced_quantity", "shipped_quantity", "signed_quantity"), "s.quantity"
        ),
        "shipped_amount": "s.gross",
        "confirmed_on": "s.shipped",
        "last_signed_on": "s.shipped",
    }
    moved = {
        **{name: f"l.{name}" for name in (*SUMS, "quantity", "unit", "product_id", "order_id")},
        "line_id": "l.id",
        "customer_id": "o.customer_id",
        "customer_class_id": "c.customer_class_id",
        "category_id": "p.category_id",
        "salesperson_id": "o.salesperson_id",
        "region_id": "o.region_id",
        "document": "o.number",
        "recorded_at": at,
    }
    shipment = {
        **made,
        **{name: f"o.{name}" for name in SUMS if name != "cost_amount"},
        "number": "o.number || '/1'",
        "order_id": "o.id",
        "customer_id": "o.customer_id",
        "status": "'signed'",
        "shipped_on": "n.shipped",
        "signed_on": "n.shipped",
        "delivery_address": "o.delivery_address",
    }
    part = {
        **{name: f"l.{name}" for name in (*SUMS, "quantity", "signed_quantity")},
        "shipment_id": "t.id",
        "line_id": "l.id",
    }
    entry = {
        "at": at,
        "actor_id": actor,
        "verb": f"'{Event.ORDER_CREATED}'",
        "subject_type_id": str(ContentType.objects.get_for_model(Order).pk),
        "subject_id": "o.id",
        "subject_text": "o.number",
        "reason": "'historical import'",
    }
    shipped = "FROM orders_shipment t JOIN orders_orderline l USING (order_id)" + OF_FILE
    return [
        insert(Order, head, HEADS),
        insert(Order.history.model, version(Order, "o", actor, at), SHIPPED),
        insert(AuditEntry, entry, SHIPPED),
        insert(OrderLine, line, PARTS),
        insert(SalesMovement, {**moved, "kind": "'confirmed'", "moved_on": "o.ordered_on"}, MOVED),
        insert(
            SalesMovement, {**moved, "kind": "'shipped'", "moved_on": "l.last_signed_on"}, MOVED
        ),
        insert(Shipment, shipment, SHIPPED),
        insert(
            Shipment.history.model,
            version(Shipment, "t", actor, at),
            "FROM orders_shipment t" + OF_FILE,
        ),
        insert(ShipmentLine, part, shipped),
        insert(
            DirtyDay,
            {"day_on": "d.day"},
            "FROM (SELECT ordered AS day FROM staged UNION SELECT shipped FROM staged) d",
        ),
    ]


def version(model: Any, short: str, actor: str, at: str) -> dict[str, str]:
    """A first version: the row as it stands, who made it and why."""
    columns = [field.column for field in model._meta.local_concrete_fields]
    return {
        **{column: f"{short}.{column}" for column in columns},
        "history_date": at,
        "history_type": "'+'",
        "history_user_id": actor,
        "history_change_reason": "'historical import'",
    }
