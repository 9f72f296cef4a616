"""100,000 rows of the sales ledger as a workbook, beside the fastest writer on ready rows."""

import json
import resource
import subprocess
import sys
import tempfile
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import python_calamine
import rustpy_xlsxwriter
from django.db.models import Count
from django.utils import translation

from accounts.models import User
from core.ui import lists
from core.ui.lists import write_file
from orders.enums import ORDER_COUNTS
from orders.models import OrderLine

from .measuring import Line, compared, in_turns, same

COLUMNS = (
    "order_number,position,ordered_on,customer,product_code,product_name,specification,unit,"
    "quantity,unit_price,freight_amount,gross_amount,shipped_amount,invoiced_amount,"
    "collected_amount,owed_amount,salesperson,order_status,region,category"
)
CHILD = "import django; django.setup(); from bench.export import in_child; in_child({rows})"
ROWS, MANY = 100_000, 500_000
TODAY = date(2026, 11, 20)


@cache
def first_day(rows: int) -> date:
    """The day from which on the ledger holds at least so many rows."""
    lines = OrderLine.objects.filter(order__status__in=ORDER_COUNTS)
    days = lines.values_list("order__ordered_on").annotate(number=Count("pk"))
    for day, number in days.order_by("-order__ordered_on"):
        rows -= number
        if rows <= 0:
            return day
    raise AssertionError("There are not so many lines.")


def ledger(rows: int) -> Any:
    """The list as the finance clerk exports it, over the days that hold so many rows."""
    user = User.objects.get(username="limin")
    params = {"cols": COLUMNS, "ordered_on": f"{first_day(rows)}..{TODAY}"}
    return lists.find("ledger")(user=user, today=TODAY, params=params)


def by_product(target: Path, rows: int) -> int:
    return write_file(ledger(rows), target)


def ready(rows: int) -> tuple[list[str], list[dict[str, Any]]]:
    """The same cells, made beforehand: numbers as floats, the total row last."""
    listing = ledger(rows)
    columns = listing.export_columns()
    headings = [column.heading for column in columns]
    sums = {column.heading: Decimal(0) for column in columns if column.total}
    made = []
    for row in listing.export_rows():
        for heading, value in zip(headings, row, strict=True):
            if heading in sums:
                sums[heading] += value or 0
        cells = (float(value) if type(value) is Decimal else value or None for value in row)
        made.append(dict(zip(headings, cells, strict=True)))
    total = dict.fromkeys(headings) | {heading: float(value) for heading, value in sums.items()}
    made.append(total | {headings[0]: "合计"})
    return headings, made


def by_writer(target: Path, listing: Any, rows: list[dict[str, Any]]) -> None:
    """rustpy-xlsxwriter with the same formats, widths, frozen heading and filter."""
    columns = listing.export_columns()
    make = rustpy_xlsxwriter.Format
    rustpy_xlsxwriter.write_worksheet(
        iter(rows),
        str(target),
        sheet_name="Ledger",
        freeze_row=1,
        autofilter=True,
        column_widths=[float(column.column_width) for column in columns],
        column_formats={
            column.heading: make().set_num_format(column.number_format)
            for column in columns
            if column.number_format
        },
        header_format=make().set_bold().set_background_color("#EEF0F2"),
    )


def cells_of(path: Path) -> list[list[Any]]:
    sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    return sheet.to_python()


def peak(rows: int) -> float:
    """MiB of a process of its own that writes so many rows."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD.format(rows=rows)],
        check=True,
        capture_output=True,
        text=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["rows"] >= rows, told
    return float(told["peak"])


def measure(scale: float) -> list[Line]:
    """The product reads the database, converts, adds up and writes; the limit only writes."""
    there = OrderLine.objects.count()
    rows = min(ROWS, there * 9 // 10)
    with tempfile.TemporaryDirectory() as folder, translation.override("zh-hans"):
        ours, theirs = Path(folder) / "ours.xlsx", Path(folder) / "theirs.xlsx"
        listing = ledger(1)
        _headings, made = ready(rows)
        by_product(ours, rows)
        by_writer(theirs, listing, made)
        same(cells_of(ours), cells_of(theirs), "the workbooks")
        works = [lambda: by_product(ours, rows), lambda: by_writer(theirs, listing, made)]
        product, limit = in_turns(works, max(int(8 * scale), 1), warm=0)
    many = min(MANY, there * 9 // 10)
    few, most = peak(min(rows, many // 5)), peak(many)
    what = f"{rows:,} rows × 20 columns from the database"
    return [
        compared("export", what, product, limit, goal=1.5),
        Line(
            "export",
            f"peak memory, {many:,} rows beside {min(rows, many // 5):,}",
            round(most / few, 2),
            1.1,
            facts={"product_mib": most, "limit_mib": few},
        ),
    ]


def in_child(rows: int) -> None:
    """Write and tell what it took."""
    with tempfile.TemporaryDirectory() as scratch:
        written = by_product(Path(scratch) / "ledger.xlsx", rows)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": written, "peak": round(used, 1)}))
