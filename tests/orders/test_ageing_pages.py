"""The ageing: past due or by age, from a person down to the items, and all of it as a sheet."""

import json
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from core.models import AuditEntry
from orders.factories import ReceivableFactory, shipped
from orders.selectors.receivables import receivables_at, total_of

D = Decimal
ON = date(2027, 1, 31)
PAGE = "/orders/receivable/ageing/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(wang_jianguo, zhao_lei):
    """王建国 is owed by two customers; of one 赵磊 has an item too, and a credit stands."""
    first = ReceivableFactory(
        salesperson=wang_jianguo,
        customer__owner=wang_jianguo,
        arose_on=date(2026, 11, 20),
        due_on=date(2026, 12, 20),
        amount=D("100.00"),
    )
    customer = first.customer
    facts = {"customer": customer, "salesperson": wang_jianguo}
    second = ReceivableFactory(**facts, arose_on=ON, due_on=date(2027, 3, 1), amount=D("20.00"))
    credit = ReceivableFactory(
        **facts, arose_on=date(2026, 12, 1), due_on=date(2026, 12, 1), amount=D("-5.00")
    )
    other = ReceivableFactory(
        customer=customer,
        salesperson=zhao_lei,
        arose_on=date(2026, 10, 1),
        due_on=date(2027, 1, 30),
        amount=D("3.00"),
    )
    return [first, second, credit, other]


def test_past_due_and_age_have_the_same_groups_and_totals(items):
    (due,), (age,) = receivables_at(ON), receivables_at(ON, since="arose")

    assert due.buckets == {
        "not_due": D("15.00"),
        "1-30": D("3.00"),
        "31-60": D("100.00"),
        "61-90": D(0),
        "90+": D(0),
    }
    assert age.buckets == {
        "not_due": D("-5.00"),
        "1-30": D("20.00"),
        "31-60": D(0),
        "61-90": D("100.00"),
        "90+": D("3.00"),
    }
    assert (age.pk, age.outstanding, age.overdue) == (due.pk, due.outstanding, due.overdue)
    assert age.overdue == D("103.00")
    assert (due.oldest_days, age.oldest_days) == (42, 122)
    for since in ("due", "arose"):
        total = total_of(receivables_at(ON, by="salesperson", since=since))
        assert sum(total.cells) == total.outstanding == D("118.00")


def test_a_person_leads_to_their_customers_and_these_to_their_items(items, fang_wen_client):
    first = items[0]
    asked = {"on": ON.isoformat(), "by": "salesperson", "since": "arose"}
    groups = fang_wen_client.get(PAGE, asked).context["groups"]
    inside = next(url for each, url in groups if each.pk == first.salesperson_id)

    page = fang_wen_client.get(PAGE + inside)
    ((each, owed),) = page.context["groups"]
    shown = fang_wen_client.get(owed)

    assert (each.pk, each.outstanding) == (first.customer_id, D("115.00"))
    assert page.context["since"] == "arose"
    assert owed.startswith(reverse("orders:customer_owed", args=[first.customer_id]))
    assert shown.context["total"] == D("115.00")
    assert {item.receivable.pk for item in shown.context["items"]} == {i.pk for i in items[:3]}
    assert fang_wen_client.get(PAGE, {"since": "moon"}).status_code == 404


def sheet(client, url, **asked):
    answer = client.get(url, {**asked, "format": "xlsx"})
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    return list(book.active.iter_rows(values_only=True))


def test_the_sheets_say_what_the_pages_say(items, fang_wen_client, fang_wen):
    customer = items[0].customer
    ageing = sheet(fang_wen_client, PAGE, on=ON.isoformat())
    assert ageing[1] == (customer.code, customer.name, 118, 15, 3, 100, 0, 0, 103, 42, 0)
    assert ageing[-1][2:9] == (118, 15, 3, 100, 0, 0, 103)

    at = {"args": [customer.pk]}
    owed = sheet(fang_wen_client, reverse("orders:customer_owed", **at), on=ON.isoformat())
    assert [row[-1] for row in owed[1:]] == [-5, 100, 3, 20, 118]

    span = {"from": "2026-12-01", "to": ON.isoformat()}
    account = sheet(fang_wen_client, reverse("orders:customer_account", **at), **span)
    assert [row[3:] for row in account[1:]] == [
        (None, None, 103),
        (None, 5, 98),
        (20, None, 118),
        (20, 5, 118),
    ]
    kept = AuditEntry.objects.filter(verb="core.list_exported", actor=fang_wen)
    assert [entry.changes["list"][1] for entry in kept.order_by("id")] == [
        "ageing",
        "owed",
        "account",
    ]


def test_the_command_counts_from_the_day_it_arose_when_asked(items):
    out = StringIO()
    call_command(
        "ageing", "--on", ON.isoformat(), "--format", "json", "--since", "arose", stdout=out
    )
    told = json.loads(out.getvalue())
    assert told["since"] == "arose"
    assert told["totals"]["61-90"] == "100.00"
    assert told["totals"]["not_due"] == "-5.00"


def test_the_sheets_tell_retention_money_apart_as_the_pages_do(kept_back, li_min, fang_wen_client):
    order = kept_back(("10", "113"))
    shipped(order, actor=li_min)  # on 20 November; the price is due a month later
    at = {"args": [order.customer_id]}
    late = "2027-12-31"
    url = reverse("orders:customer_owed", **at)
    page = fang_wen_client.get(url, {"on": late})
    head, price, retention, total = sheet(fang_wen_client, url, on=late)

    assert head[1:3] == ("来源", "款项性质")
    assert (price[1:3], retention[1:3]) == (("出库单", "货款"), ("出库单", "质保金"))
    assert [row[-1] for row in (price, retention, total)] == [1017, 113, 1130]
    assert (total[0], total[2]) == ("合计", "其中质保金 113.00")
    shown = page.content.decode()
    assert "出库单 · 质保金" in shown
    assert total[2] in shown

    url = reverse("orders:customer_account", **at)
    span = {"from": "2026-11-01", "to": late}
    rows = sheet(fang_wen_client, url, **span)
    assert {row[2] for row in rows[2:-2]} == {"出库单", "出库单 · 质保金"}
    said = "其中质保金 113.00 元，逾期 113.00 元。"
    assert [rows[-2][-1], rows[-1][2:]] == [1130, (said, None, None, None)]
    assert said in fang_wen_client.get(url, span).content.decode()
