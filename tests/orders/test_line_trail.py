"""An order given back and changed: its history says what of each line, from what to what."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from core.models import AuditEntry
from core.ui.pages.history import changes_in_words
from orders.factories import MORNING, draft_order, submitted_order
from orders.services import LineDraft, SplitDraft, order_return, order_save_draft
from orders.services.entry import head_of
from orders.services.line_trail import line_changes
from products.factories import ProductFactory

D = Decimal
pytestmark = pytest.mark.usefixtures("second_pairs")
LATER = MORNING + timedelta(hours=1)
DAY = date(2026, 12, 10)


def pump(code, **facts):
    return ProductFactory(code=code, list_price=0, floor_price=0, **facts)


def line(product, quantity=1, price=100, **facts):
    facts = {"requested_on": DAY, "confirmed_on": DAY} | facts
    return LineDraft(product, D(quantity), unit_price=D(price), **facts)


@pytest.fixture
def given_back(li_min, zhou_ting):
    """Three lines, submitted and returned."""
    products = [pump(code) for code in "ABC"]
    order = submitted_order(actor=li_min, lines=[line(product) for product in products])
    order = order_return(actor=zhou_ting, order=order, reason="型号不对", at=MORNING)
    return order, products


def changes_of(order, actor, lines, **head) -> dict:
    facts = {"actor": actor, "order": order, "lines": lines, "at": LATER}
    order_save_draft(head=replace(head_of(order), **head), **facts)
    entry = AuditEntry.objects.filter(verb="orders.order_changed").last()
    return entry.changes if entry else {}


def test_another_product_at_the_same_amount_is_seen(li_min, given_back):
    order, (a, b, c) = given_back
    d = pump("D")
    found = changes_of(order, li_min, [line(a), line(d), line(c)])
    assert {name: pair for name, pair in found.items() if name != "promised_on"} == {
        "lines.2.product": [b.pk, d.pk]
    }


def test_every_fact_of_a_line_is_named(li_min, given_back):
    order, (a, b, c) = given_back
    other = line(
        b,
        4,
        "99.5",
        specification="304 不锈钢",
        tax_rate=D("0.06"),
        requested_on=date(2026, 12, 1),
        splits=[SplitDraft(D(1), DAY), SplitDraft(D(3), date(2026, 12, 20))],
    )
    found = changes_of(order, li_min, [line(a), other, line(c)])
    lines = {name: pair for name, pair in found.items() if name.startswith("lines.")}
    assert lines.pop("lines.2.splits")[1].startswith("1@2026-12-10")
    assert lines == {
        "lines.2.specification": [b.specification or None, "304 不锈钢"],
        "lines.2.quantity": ["1", "4"],
        "lines.2.unit_price": ["100", "99.5"],
        "lines.2.tax_rate": ["13%", "6%"],
        "lines.2.requested_on": ["2026-12-10", "2026-12-01"],
    }


def test_a_hundredth_of_a_percent_of_tax_is_seen(li_min, given_back):
    order, (a, b, c) = given_back
    changes_of(order, li_min, [line(a, tax_rate=D("0.0300")), line(b), line(c)])
    changes_of(order, li_min, [line(a, tax_rate=D("0.0304")), line(b), line(c)])
    entry = AuditEntry.objects.filter(verb="orders.order_changed").latest("pk")
    assert entry.changes["lines.1.tax_rate"] == ["3%", "3.04%"]


def test_lines_taken_out_and_put_in_change_no_other():
    kept = [{"product": n, "quantity": D(n)} for n in (1, 2, 3)]
    found = line_changes(kept, [kept[0], {"product": 3, "quantity": D(5)}, {"product": 4}])
    assert found == {
        "lines.2-.product": [2, None],
        "lines.2-.quantity": [D(2), None],
        "lines.2.quantity": [D(3), D(5)],
        "lines.3+.product": [None, 4],
    }


def test_a_draft_nobody_has_read_keeps_its_short_trail(li_min):
    order = draft_order(actor=li_min, lines=[line(pump("A"))])
    assert changes_of(order, li_min, [line(pump("B"))]) == {}


def test_the_head_is_compared_whole(li_min, given_back):
    order, products = given_back
    found = changes_of(order, li_min, [line(each) for each in products], settlement="款到发货")
    assert found["settlement"][1] == "款到发货"


def test_the_history_is_read_in_words(li_min, given_back, li_min_client):
    order, (a, b, c) = given_back
    changes_of(
        order, li_min, [line(a), line(pump("D", name="化工泵"), 2), line(c), line(pump("E"))]
    )
    page = reverse("orders:order_detail", args=[order.pk]) + "?tab=history"
    text = li_min_client.get(page).content.decode()
    assert f'订单明细 2 产品 <span class="bo-old">{b}</span> → D' in text
    assert '订单明细 2 数量 <span class="bo-old">1</span> → 2' in text
    assert '订单明细 4 （新增） 产品 <span class="bo-old">—</span> → E' in text


def test_who_sees_no_amounts_reads_no_price_in_it(li_min, given_back, he_ping):
    order, (a, b, c) = given_back
    changes_of(order, li_min, [line(a, 1, 120), line(b, 2), line(c)])
    entry = AuditEntry.objects.filter(verb="orders.order_changed").last()
    assert "lines.1.unit_price" in entry.changes
    labels = [str(each["label"]) for each in changes_in_words(entry, he_ping)]
    assert "订单明细 2 数量" in labels
    assert [label for label in labels if "价" in label or "金额" in label] == []
