"""A workbook of 20,000 order rows brought in, beside calamine → check → COPY → merge by hand."""

import io
import tempfile
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import python_calamine
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from accounts.models import User
from core.excel.writing import SheetColumn, write_table
from core.imports import ledger as find_ledger
from core.imports.batches import batch_check, batch_confirm, batch_open
from core.models import AuditEntry
from customers.models import Customer
from orders.enums import Event
from orders.models import (
    DirtyDay,
    Order,
    OrderLine,
    SalesMovement,
    Shipment,
    ShipmentLine,
)
from products.models import Product

from .measuring import Line, Time, compared, same, timed

ROWS = 20_000
LINES = 3
AT = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
HEADINGS = [
    SheetColumn("订单号", "code"),
    SheetColumn("客户编码", "code"),
    SheetColumn("订单日期", "date"),
    SheetColumn("发货日期", "date"),
    SheetColumn("收货地址"),
    SheetColumn("产品编码", "code"),
    SheetColumn("数量", "quantity"),
    SheetColumn("单价", "price"),
]
CENT = Decimal("0.01")


def workbook(path: Path, mark: str) -> bytes:
    """Orders of three lines under numbers of their own."""
    customers = list(Customer.objects.filter(merged_into=None).values_list("code", flat=True))
    products = list(Product.objects.order_by("pk").values_list("code", flat=True))
    rows = (
        [
            f"{mark}-{number // LINES:06d}",
            customers[number // LINES % len(customers)],
            date(2026, 10, 1 + number // LINES % 28),
            date(2026, 11, 1 + number // LINES % 18),
            f"建设路 {number // LINES % 400} 号",
            products[number * 7 % len(products)],
            Decimal(1 + number % 40),
            Decimal(100 + number % 900) + Decimal("0.25"),
        ]
        for number in range(ROWS)
    )
    write_table(path, HEADINGS, rows)
    return path.read_bytes()


def by_product(content: bytes, name: str) -> None:
    """Read, check, preview and confirm, as the page and the command do."""
    actor = User.objects.get(username="zhouting")
    ledger = find_ledger("orders")
    opened = batch_open(
        actor=actor, ledger=ledger, file_name=name, content=content, at=AT, is_historical=True
    )
    batch_check(actor=actor, batch=opened.batch, at=AT, opened=opened)
    assert opened.batch.counts["new"] == ROWS, opened.batch.counts
    batch_confirm(actor=actor, batch=opened.batch, at=AT)


def by_hand(content: bytes) -> None:
    """Read, check each cell, stage by COPY, then one statement per table."""
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = sheet.get_sheet_by_index(0).to_python()[1:]
    customers = dict(Customer.objects.values_list("code", "pk"))
    products = {
        code: facts
        for code, *facts in Product.objects.values_list("code", "pk", "tax_rate", "cost")
    }
    staged, errors = io.StringIO(), []
    positions: dict[str, int] = {}
    for at, (number, customer, ordered, shipped, address, product, quantity, price) in enumerate(
        rows, 2
    ):
        if customer not in customers or product not in products:
            errors.append((at, "unknown"))
            continue
        if not isinstance(ordered, date) or not isinstance(shipped, date) or shipped < ordered:
            errors.append((at, "dates"))
            continue
        count, unit_price = Decimal(str(quantity)), Decimal(str(price))
        if count <= 0 or unit_price < 0:
            errors.append((at, "numbers"))
            continue
        pk, rate, cost = products[product]
        gross = (count * unit_price).quantize(CENT, ROUND_HALF_UP)
        net = (gross / (1 + rate)).quantize(CENT, ROUND_HALF_UP)
        whole_cost = (cost * count).quantize(CENT, ROUND_HALF_UP)
        positions[number] = position = positions.get(number, 0) + 1
        staged.write(
            f"{number}\t{customers[customer]}\t{ordered}\t{shipped}\t{address}\t{position}\t{pk}\t"
            f"{count}\t{unit_price}\t{rate}\t{net}\t{gross - net}\t{gross}\t{cost}\t{whole_cost}\n"
        )
    assert not errors, errors[:3]
    staged.seek(0)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(STAGING)
        cursor.copy_expert("COPY staged FROM STDIN", staged)
        cursor.execute("ANALYZE staged")
        cursor.execute("SELECT state, COUNT(*) FROM (" + PREVIEW + ") p GROUP BY 1")
        assert dict(cursor.fetchall()) == {"new": ROWS}
        for statement, values in merges():
            cursor.execute(statement, values)
        cursor.execute("DROP TABLE staged")


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


SUMS = ("net_amount", "tax_amount", "gross_amount", "cost_amount")
OF_FILE = """
WHERE t.order_id IN (SELECT id FROM orders_order WHERE number IN (SELECT number FROM staged))
"""
ANSWERS = """
SELECT COUNT(*), SUM(line_count), SUM(net_amount), SUM(tax_amount), SUM(gross_amount),
  SUM(cost_amount), SUM(shipped_amount), MIN(ordered_on), MAX(promised_on), MIN(status),
  MAX(status), COUNT(DISTINCT salesperson_id), COUNT(DISTINCT region_id), MIN(confirmed_at),
  MAX(closed_at), MAX(delivery_address)
FROM orders_order WHERE source_number LIKE %s;
SELECT COUNT(*), SUM(quantity), SUM(unit_price), SUM(untaxed_price), SUM(net_amount),
  SUM(gross_amount), SUM(cost_amount), SUM(signed_quantity), MAX(last_signed_on),
  SUM(position * product_id)
FROM orders_orderline
WHERE order_id IN (SELECT id FROM orders_order WHERE source_number LIKE %s);
SELECT kind, COUNT(*), SUM(gross_amount), MIN(moved_on), MAX(moved_on), SUM(category_id),
  SUM(salesperson_id), SUM(region_id)
FROM orders_salesmovement WHERE document LIKE %s GROUP BY 1 ORDER BY 1;
SELECT COUNT(*), SUM(gross_amount), MIN(signed_on) FROM orders_shipment WHERE number LIKE %s;
SELECT COUNT(*), SUM(p.gross_amount), SUM(p.signed_quantity)
FROM orders_shipmentline p JOIN orders_shipment t ON t.id = p.shipment_id
WHERE t.number LIKE %s;
SELECT COUNT(*), SUM(gross_amount) FROM orders_historicalorder WHERE number LIKE %s;
SELECT COUNT(*) FROM orders_historicalshipment WHERE number LIKE %s;
SELECT COUNT(*) FROM core_auditentry WHERE subject_text LIKE %s
"""


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


def answers(mark: str) -> list[Any]:
    found = []
    with connection.cursor() as cursor:
        for statement in ANSWERS.split(";"):
            cursor.execute(statement, [f"{mark}-%"])
            found.append(cursor.fetchall())
    return found


def measure(scale: float) -> list[Line]:
    """Finished orders as they were; each round brings in a file of its own."""
    rounds = max(int(4 * scale), 1)
    product: list[Time] = []
    limit: list[Time] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds + 1):
            names = f"P{number}", f"L{number}"
            files = [workbook(Path(folder) / f"{name}.xlsx", name) for name in names]
            works = [
                (product, lambda f=files[0], n=names[0]: by_product(f, f"{n}.xlsx")),
                (limit, lambda f=files[1]: by_hand(f)),
            ]
            for times, work in works if number % 2 else reversed(works):
                times.append(timed(work)[0])
            same(answers(names[0]), answers(names[1]), "the imported orders")
    what = f"{ROWS:,} rows: read, check, preview, write"
    return [compared("import_orders", what, product[1:], limit[1:], goal=4)]
