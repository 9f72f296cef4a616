"""A workbook of 20,000 order rows brought in, beside calamine → check → COPY → merge by hand."""

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

from accounts.models import User
from bench.measuring import Line, Time, compared, same, timed
from core.excel.writing import SheetColumn, write_table
from core.imports import ledger as find_ledger
from core.imports.batches import batch_check, batch_confirm, batch_open
from customers.models import Customer
from products.models import Product

from .answers import answers
from .by_hand import by_hand
from .merging import AT, ROWS

LINES = 3
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
