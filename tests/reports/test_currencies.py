"""Papers in another currency beside papers in CNY: every sum is in CNY and they all agree."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from core.errors import BusinessError
from core.ui import lists
from orders.enums import Basis, FreightTerms
from orders.factories import noon, shipped, stocked
from orders.models import Invoice, OrderLine, Receivable, SalesMovement
from orders.selectors.credit import credit_of
from orders.selectors.policy import sales_policy
from orders.selectors.receivables import receivables_at, total_of
from orders.services import (
    Confirmation,
    InvoiceRow,
    RedRow,
    invoice_apply,
    invoice_issue,
    invoice_reverse,
)
from reports.enums import Figure
from reports.selectors import Question, dashboard
from reports.services import report_build
from tests.orders.conftest import an_order, second_pairs

__all__ = ["an_order", "second_pairs"]
D = Decimal
FRIDAY = date(2026, 11, 20)
USD = {"currency": "USD", "exchange_rate": D("7.1234")}
# 99.99, 77.77 and 0.05 dollars; the sum of the lines is a cent more than 177.81 × 7.1234
DOLLARS = (("3", "33.33"), ("7", "11.11"), ("1", "0.05"))


@pytest.fixture
def orders(an_order, li_min):
    """One order in dollars and one in yuan, of two customers; the dollars leave in two parts."""
    dollars, yuan = an_order(*DOLLARS, **USD), an_order(("10", "113"))
    for order in (dollars, yuan):
        stocked(order, actor=li_min)
    shipped(dollars, actor=li_min, on=FRIDAY, quantities={1: D(1), 2: D(2)})
    shipped(dollars, actor=li_min, on=FRIDAY, quantities={1: D(2), 2: D(5), 3: D(1)})
    shipped(yuan, actor=li_min, on=FRIDAY)
    for order in (dollars, yuan):
        order.refresh_from_db()
    return dollars, yuan


def invoiced(order, sun_xiaoyan, number):
    facts = {"actor": sun_xiaoyan, "on": FRIDAY, "at": noon(FRIDAY)}
    rows = [InvoiceRow(line, line.quantity) for line in order.lines.all()]
    invoice = invoice_apply(customer=order.customer, rows=rows, **facts)
    return invoice_issue(invoice=invoice, number=number, **facts)


def total(name, user, column="gross_amount", **params):
    asked = {key: [value] for key, value in params.items()}
    sums = lists.find(name)(user=user, today=FRIDAY, params=asked).totals()
    return sums[column].quantize(D("0.01"))


def test_every_sum_of_what_was_sold_is_the_same_in_cny(orders, fang_wen, sun_xiaoyan):
    dollars, yuan = orders
    invoiced(dollars, sun_xiaoyan, "1" * 20)
    invoiced(yuan, sun_xiaoyan, "2" * 20)
    whole = D("2396.62")

    assert dollars.gross_amount == D("1266.62") != dollars.cny_of(D("177.81"))
    assert dollars.gross_amount + yuan.gross_amount == whole
    for name in ("orders", "ledger", "shipments", "invoices"):
        assert total(name, fang_wen) == whole, name
    assert total("orders", fang_wen, "open_amount") == 0
    for column in ("shipped_amount", "invoiced_amount", "owed_amount"):
        assert total("ledger", fang_wen, column) == whole, column
    for basis in Basis.values:
        assert total("sales_movements", fang_wen, basis=basis) == whole, basis
        report = report_build(question=Question("daily", FRIDAY, basis))
        assert D(report["totals"][Figure.AMOUNT]) == whole, basis
        measure = Question("daily", FRIDAY, basis).measure
        day = dashboard.headline(user=fang_wen, kind="daily", on=FRIDAY, measure=measure)
        assert D(day["today"]["current"][Figure.AMOUNT]) == whole, basis
    assert total("receivables", fang_wen, "open_amount") == whole
    assert total_of(receivables_at(FRIDAY)).outstanding == whole
    assert sum(bucket.amount for bucket in dashboard.ageing_now(user=fang_wen, on=FRIDAY)) == whole


def test_each_lines_parts_come_to_the_line_in_both_currencies(orders, sun_xiaoyan):
    dollars, _yuan = orders
    invoiced(dollars, sun_xiaoyan, "1" * 20)
    for line in OrderLine.objects.filter(order=dollars):
        for parts in (line.shipment_lines.all(), line.invoice_lines.all()):
            assert sum(part.gross_amount for part in parts) == line.gross_amount
            assert sum(part.net_amount for part in parts) == line.net_amount
            assert sum(part.stated.gross for part in parts) == line.stated.gross
            assert sum(part.stated.net for part in parts) == line.stated.net
        moved = SalesMovement.objects.filter(line=line, kind="shipped")
        assert sum(each.gross_amount for each in moved) == line.shipped_amount == line.gross_amount


def test_an_invoice_and_its_red_letter_state_dollars_and_count_yuan(orders, sun_xiaoyan):
    dollars, _yuan = orders
    blue = invoiced(dollars, sun_xiaoyan, "1" * 20)
    line = blue.lines.earliest("pk")
    facts = {"actor": sun_xiaoyan, "on": FRIDAY, "at": noon(FRIDAY)}
    confirmation = Confirmation("HZ-2611", FRIDAY, "退货")
    reverse_it = {"invoice": blue, "confirmation": confirmation, **facts}
    part = invoice_reverse(rows=[RedRow(line, D(1))], number="3" * 20, **reverse_it)
    rest = invoice_reverse(rows=None, number="4" * 20, **reverse_it)

    assert (blue.currency, blue.stated.gross, blue.gross_amount) == (
        "USD",
        D("177.81"),
        D("1266.62"),
    )
    assert (part.currency, part.stated.gross, part.gross_amount) == (
        "USD",
        D("-33.33"),
        D("-237.42"),
    )
    assert part.stated.gross + rest.stated.gross == -blue.stated.gross
    assert part.gross_amount + rest.gross_amount == -blue.gross_amount
    assert sum(each.gross_amount for each in Invoice.objects.all()) == 0


def test_an_invoice_is_in_one_currency(an_order, sun_xiaoyan):
    dollars = an_order(*DOLLARS, **USD)
    yuan = an_order(("1", "113"), customer=dollars.customer)
    rows = [InvoiceRow(order.lines.first(), D(1)) for order in (dollars, yuan)]
    facts = {"actor": sun_xiaoyan, "on": FRIDAY, "at": noon(FRIDAY), "over_shipped_reason": "预开"}
    with pytest.raises(BusinessError) as refusal:
        invoice_apply(customer=dollars.customer, rows=rows, **facts)

    assert refusal.value.code == "other_currency"


def test_charged_freight_is_in_cny_and_stated_in_dollars(an_order, li_min, sun_xiaoyan):
    order = an_order(("1", "100.00"), **USD)
    stocked(order, actor=li_min)
    charged = {"freight_terms": FreightTerms.CHARGED, "freight_amount": D("50.00")}
    shipped(order, actor=li_min, on=FRIDAY, **charged)
    invoice = invoiced(order, sun_xiaoyan, "1" * 20)

    assert Receivable.objects.get().amount == invoice.gross_amount == D("762.34")
    assert invoice.stated.gross == D("107.02")  # 50 ÷ 7.1234 = 7.02


def test_orders_under_way_use_credit_in_cny(an_order):
    order = an_order(*DOLLARS, **USD)
    credit = credit_of(order.customer, on=FRIDAY, policy=sales_policy())

    assert credit.under_way == D("1266.62")


def test_a_list_shows_both_and_its_file_adds_up_in_cny(orders, fang_wen_client):
    page = fang_wen_client.get(reverse("orders:order_list"))
    assert ">USD 177.81</span>1,266.62</td>" in page.content.decode()

    columns = "number,gross_amount,currency,foreign_gross_amount"
    answer = fang_wen_client.get(
        reverse("orders:order_list"), {"cols": columns, "format": "xlsx", "sort": "gross_amount"}
    )
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    rows = [row[1:] for row in book.active.iter_rows(min_row=2, values_only=True)]
    assert [row[:3] for row in rows[:2]] == [(1130, None, None), (1266.62, "USD", 177.81)]
    assert rows[2][0] == 2396.62
