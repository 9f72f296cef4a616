"""Every figure leads to its rows, and the rows come to the figure."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from core.ui import lists
from orders.enums import Basis
from orders.models import SalesMovement
from reports.enums import Figure, GroupKey
from reports.selectors import Question, dashboard
from reports.services import report_build
from reports.views.addresses import lead_of

D = Decimal
TODAY = date(2026, 5, 1)
LISTS = {"orders:sales_movement_list": "sales_movements", "orders:receipt_flow": "receipt_flow"}


def cents(amount) -> Decimal:
    return D(amount or 0).quantize(D("0.01"))


def behind(client, user, url: str):
    """What the page at an address comes to: a list's totals and rows, or the sum owed."""
    path, query = urlsplit(url).path, parse_qs(urlsplit(url).query)
    if path == reverse("orders:receivable_ageing"):
        return client.get(url).context["total"].outstanding
    name = next(name for view, name in LISTS.items() if reverse(view) == path)
    return lists.find(name)(user=user, today=TODAY, params=query)


def comes_to(found, figure: str, *, tax: bool):
    """A figure worked out from its rows alone."""
    if isinstance(found, Decimal):
        return cents(found)
    if figure == Figure.RECEIPTS:
        return cents(found.totals()["counted_amount"])
    totals = found.totals()
    if figure == Figure.AMOUNT:
        return cents(totals["gross_amount" if tax else "net_amount"])
    if figure == Figure.COST:
        return cents(totals["cost_amount"])
    if figure == Figure.GROSS_PROFIT:
        return cents(totals["profit_amount"])
    rows = SalesMovement.objects.filter(pk__in=found.matching.values("pk"))
    if figure == Figure.NEW_CUSTOMERS:
        return len({row.customer_id for row in rows})
    key = "order_id" if figure == Figure.ORDERS else "customer_id"
    sums: dict[int, Decimal] = {}
    for row in rows:
        sums[getattr(row, key)] = sums.get(getattr(row, key), D(0)) + row.net_amount
    return sum(1 for amount in sums.values() if amount > 0)


LED = [
    Figure.AMOUNT,
    Figure.COST,
    Figure.GROSS_PROFIT,
    Figure.ORDERS,
    Figure.CUSTOMERS,
    Figure.NEW_CUSTOMERS,
    Figure.RECEIPTS,
    Figure.RECEIVABLE,
]


@pytest.mark.parametrize(
    ("basis", "tax", "returns"),
    [(Basis.ORDER, True, True), (Basis.SHIPMENT, False, True), (Basis.INVOICE, True, False)],
)
def test_the_rows_behind_each_figure_come_to_it(
    money, fang_wen, fang_wen_client, basis, tax, returns
):
    for key in GroupKey.values:
        asked = (basis, tax, returns, key)
        assert figures_led_to(fang_wen_client, fang_wen, *asked) > 20


def figures_led_to(fang_wen_client, fang_wen, basis, tax, returns, key) -> int:
    """How many figures of a report were compared with the rows they lead to."""
    question = Question("monthly", date(2026, 3, 10), basis, tax, returns, (key,))
    result = report_build(question=question)
    lead = lead_of(result)
    asked = [("totals", {}, result["totals"]), ("previous", {}, result["previous"])]
    asked += [("totals", {key: row["key"]}, row) for row in result["groups"][:3]]
    asked += [("totals", {key: ""}, row) for row in result["groups"] if not row["key"]]
    checked = 0
    for part, group, figures in asked:
        for figure in LED:
            if figures[figure] is None:
                continue
            url = lead(figure, part, group)
            assert url, (figure, part, group)
            found = comes_to(behind(fang_wen_client, fang_wen, url), figure, tax=tax)
            assert D(found) == D(figures[figure]), (figure, part, group, url)
            checked += 1
    return checked


def test_the_dashboard_leads_to_rows_that_come_to_its_figures(money, fang_wen, fang_wen_client):
    for bucket in dashboard.ageing_now(user=fang_wen, on=TODAY):
        params = {"open": ["1"], "bucket": [bucket.name]}
        rows = lists.find("receivables")(user=fang_wen, today=TODAY, params=params)
        assert cents(rows.totals()["open_amount"]) == cents(bucket.amount)
        people = rows.matching.values("customer").distinct().count()
        assert people == bucket.customers
    overdue = dashboard.overdue(user=fang_wen, on=TODAY)
    rows = lists.find("receivables")(user=fang_wen, today=TODAY, params={"overdue": ["1"]})
    assert cents(rows.totals()["open_amount"]) == cents(overdue["amount"]) > 0
