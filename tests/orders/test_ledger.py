"""The sales ledger: freight three ways, quantities within a unit, sums that foot to the lines."""

import io
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from core.ui.lists import find, write_file
from orders.enums import FreightTerms
from orders.factories import shipped, stocked
from orders.models import OrderLine

D = Decimal
FRIDAY = date(2026, 11, 20)
SUMMED = [
    "net_amount",
    "gross_amount",
    "own_freight_amount",
    "advanced_freight_amount",
    "freight_amount",
    "shipped_amount",
    "invoiced_amount",
    "collected_amount",
]
GROUPS = {
    "ledger_by_customer": "order__customer_id",
    "ledger_by_product": "product_id",
    "ledger_by_salesperson": "order__salesperson_id",
}


@pytest.fixture
def sold(an_order, li_min):
    """Three orders, each with freight of its own kind; the products of the last are in metres."""
    orders = [
        an_order(("10", "113"), ("7", "56.5")),
        an_order(("3", "33.33")),
        an_order(("4", "10.01"), ("2.5", "11.13")),
    ]
    OrderLine.objects.filter(order=orders[2]).update(unit="m")
    for order, terms, amount in zip(orders, FreightTerms, ["100.00", "0.07", "5.55"], strict=True):
        stocked(order, actor=li_min)
        shipped(order, actor=li_min, freight_terms=terms, freight_amount=D(amount))
    return orders


def address(name):
    return reverse(f"orders:{name}")


def asked(name, user, **params):
    return find(name)(user=user, today=FRIDAY, params=params)


def cents(figures):
    """Sums as they are to the cent; SQLite adds in floating point."""
    step = D("0.01")
    return {key: figures[key].quantize(step, ROUND_HALF_UP) for key in [*SUMMED, "owed_amount"]}


def added_up(lines):
    """The same of the lines in plain Python."""
    sums = {name: sum((getattr(line, name) for line in lines), D("0.00")) for name in SUMMED}
    owed = sum((line.receivable_amount - line.collected_amount for line in lines), D("0.00"))
    return {**sums, "owed_amount": owed}


def rows_of(listing):
    """The figures of each row by its key."""
    places = {c.key: listing.paths.index(c.path) for c in listing.shown}
    return {row[0]: {key: row[at] for key, at in places.items()} for row in listing.rows.values}


def test_the_ledger_adds_up_each_kind_of_freight(sold, li_min):
    ledger = asked("ledger", li_min)

    assert cents(ledger.totals() | {"net_amount": D(0)}) == {
        **added_up(OrderLine.objects.all()),
        "net_amount": D(0),
    }
    assert [ledger.totals()[name] for name in SUMMED[2:5]] == [D("100.00"), D("0.07"), D("5.55")]


def test_quantities_are_added_up_within_one_unit_on_screen_and_in_the_file(sold, li_min):
    for params, quantity in (
        ({}, None),
        ({"customer": str(sold[0].customer_id)}, D(17)),
        ({"customer": str(sold[2].customer_id)}, D("6.5")),
    ):
        ledger = asked("ledger", li_min, **params)
        assert ledger.totals()["quantity"] == quantity
        file = io.BytesIO()
        write_file(ledger, file)
        head, *_rows, last = [[cell.value for cell in row] for row in load_workbook(file).active]
        assert last[head.index("数量")] == ("—" if quantity is None else float(quantity))


@pytest.mark.parametrize("name", GROUPS)
def test_groups_foot_to_the_ledger_to_the_cent(sold, li_min, name):
    for params in ({}, {"q": sold[0].number}, {"customer": str(sold[2].customer_id)}):
        grouped, lines = asked(name, li_min, **params), asked("ledger", li_min, **params)
        of_group = {}
        for line in lines.matching.select_related("order"):
            key = line.product_id
            if name != "ledger_by_product":
                key = getattr(line.order, GROUPS[name].removeprefix("order__"))
            of_group.setdefault(key, []).append(line)

        found = rows_of(grouped)

        assert {pk: cents(row) for pk, row in found.items()} == {
            pk: added_up(of_row) for pk, of_row in of_group.items()
        }
        for pk, of_row in of_group.items():
            units = {line.unit for line in of_row}
            quantity = sum(line.quantity for line in of_row)
            price = sum(line.gross_amount for line in of_row) / quantity
            one = len(units) == 1
            assert found[pk]["quantity"] == (quantity if one else None)
            assert found[pk]["unit"] == (units.pop() if one else "")
            assert found[pk]["price"] == (price.quantize(D("0.0001")) if one else None)
        everything = [line for of_row in of_group.values() for line in of_row]
        assert cents(grouped.totals()) == added_up(everything)
        count, _more, sums = asked(name, li_min, **params).count_and_totals()
        assert (count, sums) == (len(of_group), grouped.totals())
        assert sums["lines"] == len(everything)
        assert sums["quantity"] == lines.totals()["quantity"]


@pytest.mark.parametrize("name", GROUPS)
def test_the_file_of_the_groups_is_their_screen(sold, li_min, name):
    grouped = asked(name, li_min)
    file = io.BytesIO()
    write_file(grouped, file)
    head, *_rows, last = [[cell.value for cell in row] for row in load_workbook(file).active]
    sums = grouped.totals()
    for column in grouped.shown:
        if column.total and not column.within:
            assert last[head.index(str(column.label))] == float(sums[column.key])


def test_every_column_sorts_the_groups_page_after_page(sold, li_min):
    small = type("Small", (find("ledger_by_product"),), {"name": "", "page_size": 1})
    for column in small(user=li_min, today=FRIDAY).allowed:
        for sign in ("", "-") if column.sort_path else ():
            params, seen = {"sort": sign + column.key}, []
            while params:
                page = small(user=li_min, today=FRIDAY, params=params).rows
                seen += [row[0] for row in page.values]
                params = {**params, "after": page.after} if page.after else {}
            assert len(seen) == len(set(seen)) == 2, column.key


def test_a_row_leads_to_its_lines_under_the_same_conditions(sold, client, li_min):
    client.force_login(li_min)
    customer = sold[0].customer
    page = client.get(address("ledger_by_customer_list"), {"ordered_on": "this_year"})
    ledger = address("ledger_list")
    assert (
        f'href="{ledger}?ordered_on=this_year&amp;customer={customer.pk}"' in page.content.decode()
    )
    ways = [way["url"] for way in page.context["ways"]]
    assert ways[0] == f"{ledger}?ordered_on=this_year"


def test_production_sees_no_sums_of_the_ledger(he_ping_client):
    for name in GROUPS:
        assert he_ping_client.get(address(f"{name}_list")).status_code == 403
