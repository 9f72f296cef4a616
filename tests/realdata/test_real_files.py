"""Northwind and the superstore as historical batches, against a computation from the files alone.

A line is rounded half-up to the cent and a total is the sum of its rounded lines.
"""

import csv
import json
from collections import Counter, defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Sum

from core.imports import ledger
from orders.enums import Basis
from orders.models import Order, OrderLine
from reports.selectors import Question
from reports.services import report_build

pytestmark = [pytest.mark.realdata, pytest.mark.django_db]

CENT = Decimal("0.01")
FIGURES = ("amount", "quantity", "orders")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def brought_in(name: str, path: Path, mapping: str, actor) -> dict:
    out = StringIO()
    call_command(
        "import_file",
        name,
        str(path),
        "--mapping",
        mapping,
        "--historical",
        "--as",
        actor.username,
        "--format",
        "json",
        stdout=out,
    )
    result = json.loads(out.getvalue())
    assert (result["error"], result["errors"]) == (0, [])
    return result


def months(first: tuple[int, int], last: tuple[int, int]) -> list[date]:
    count = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    return [
        date(first[0] + (first[1] - 1 + n) // 12, (first[1] - 1 + n) % 12 + 1, 1)
        for n in range(count)
    ]


def asked(on: date, kind: str = "monthly", by: tuple[str, ...] = ()) -> dict:
    return report_build(question=Question(kind, on, Basis.ORDER, by=by, figures=FIGURES))


@pytest.fixture
def keeper(zhou_ting):
    """The supervisor may bring historical files in."""
    return zhou_ting


def test_northwind_agrees_with_its_files(real_data, keeper):
    folder = real_data / "northwind"
    for name, file in (
        ("people", "employees.csv"),
        ("product_categories", "categories.csv"),
        ("products", "products.csv"),
        ("customers", "customers.csv"),
        ("orders", "orders.csv"),
        ("order_lines", "order_details.csv"),
    ):
        brought_in(name, folder / file, "northwind", keeper)
    heads = {row["OrderID"]: row for row in rows_of(folder / "orders.csv")}
    family = {row["ProductID"]: row["CategoryID"] for row in rows_of(folder / "products.csv")}
    by_month, by_person, by_family = (
        defaultdict(Decimal),
        defaultdict(Decimal),
        defaultdict(Decimal),
    )
    quantity = 0
    for row in rows_of(folder / "order_details.csv"):
        worth = Decimal(row["UnitPrice"]) * int(row["Quantity"]) * (1 - Decimal(row["Discount"]))
        worth = worth.quantize(CENT, ROUND_HALF_UP)
        head = heads[row["OrderID"]]
        by_month[head["OrderDate"][:7]] += worth
        by_person[head["EmployeeID"]] += worth
        by_family[family[row["ProductID"]]] += worth
        quantity += int(row["Quantity"])

    assert Order.objects.count() == len(heads) == 830
    assert OrderLine.objects.aggregate(q=Sum("quantity"))["q"] == quantity
    for month in months((1996, 7), (1998, 5)):
        found = asked(month)["totals"]["amount"]
        assert (month, found) == (month, f"{by_month[f'{month:%Y-%m}']:.2f}")
    _agree("salesperson", (1996, 1997, 1998), by_person)
    _agree("category", (1996, 1997, 1998), by_family)


def test_the_superstore_agrees_with_its_files(real_data, keeper):
    folder = real_data / "superstore_cn"
    brought_in("people", folder / "销售人员.csv", "superstore", keeper)
    for name in ("products", "customers", "orders"):
        result = brought_in(name, folder / "订单.csv", "superstore", keeper)
    manager = {row["地区"]: row["地区经理"] for row in rows_of(folder / "销售人员.csv")}
    by_month, by_person, by_family = (
        defaultdict(Decimal),
        defaultdict(Decimal),
        defaultdict(Decimal),
    )
    documents, quantity, count = Counter(), 0, 0
    for row in rows_of(folder / "订单.csv"):
        worth = Decimal(row["销售额"]).quantize(CENT, ROUND_HALF_UP)
        by_month[row["订单日期"][:7]] += worth
        by_person[manager[row["地区"]]] += worth
        by_family[row["类别"]] += worth
        documents[row["订单 ID"], row["客户 ID"], row["订单日期"]] += 1
        quantity += int(row["数量"])
        count += 1

    assert result["rows"] == count == 10_000
    assert Order.objects.count() == len(documents)
    assert Order.objects.values("source_number").distinct().count() == len(
        {number for number, _customer, _day in documents}
    )
    assert OrderLine.objects.aggregate(q=Sum("quantity"))["q"] == quantity
    for month in months((2014, 1), (2017, 12)):
        found = asked(month)["totals"]["amount"]
        assert (month, found) == (month, f"{by_month[f'{month:%Y-%m}']:.2f}")
    _agree("salesperson", (2014, 2015, 2016, 2017), by_person)
    _agree("category", (2014, 2015, 2016, 2017), by_family)
    assert brought_in("orders", folder / "订单.csv", "superstore", keeper)["same"] == count


def test_the_old_workbook_says_what_its_csv_says(real_data, keeper):
    folder = real_data / "superstore_cn"
    brought_in("people", folder / "销售人员.csv", "superstore", keeper)
    for name in ("products", "customers"):
        brought_in(name, folder / "订单.csv", "superstore", keeper)

    result = brought_in("orders", folder / "示例 - 超市.xls", "superstore", keeper)

    expected = sum(
        Decimal(row["销售额"]).quantize(CENT, ROUND_HALF_UP) for row in rows_of(folder / "订单.csv")
    )
    found = sum(OrderLine.objects.values_list("gross_amount", flat=True), Decimal(0))
    assert result["new"] == 10_000
    assert found == expected


def test_the_rule_for_one_number_of_several_customers_is_on_the_screen():
    sentences = " ".join(str(note) for note in ledger("orders").notes)

    assert "-2" in sentences


def _agree(by: str, years: tuple[int, ...], expected: dict[str, Decimal]) -> None:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for year in years:
        for row in asked(date(year, 6, 1), "yearly", (by,))["groups"]:
            found[row["key"]] += Decimal(row["amount"])
    assert {key: amount for key, amount in found.items() if amount} == dict(expected)
