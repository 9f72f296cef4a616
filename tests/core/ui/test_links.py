"""A link is shown to who may open what it leads to."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import receipts
from core.models import Duty, ImportBatch
from core.ui.lists import find
from core.ui.opening import may_open
from orders.factories import OrderIssueFactory, released_order
from orders.models import HandOver

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


def test_an_address_is_asked_for_the_right_of_its_page(li_min, xu_jing):
    assert may_open(li_min, "/orders/order/17/?tab=papers")
    assert not may_open(xu_jing, "/orders/order/17/")
    assert may_open(xu_jing, "/sending/")
    assert not may_open(li_min, "/nowhere/")


def test_rows_lead_only_where_the_reader_may_go(
    li_min, zhou_ting, he_ping, fang_wen_client, li_min_client
):
    released_order(actor=li_min, second=zhou_ting)
    hand_over = HandOver.objects.get()
    sending = receipts.send(hand_over, [he_ping], actor=li_min, at=AT)
    same = {"person": he_ping, "due_at": AT, "noticed_at": AT, "title": "交接"}
    duty = Duty.objects.create(
        kind="orders.acknowledge", key="1", url=f"/orders/hand-over/{hand_over.pk}/", **same
    )

    assert f"/sending/{sending.pk}/open/" in li_min_client.get("/sending/").text
    page = fang_wen_client.get("/sending/").text
    assert str(hand_over) in page
    assert f"/sending/{sending.pk}/open/" not in page
    page = fang_wen_client.get("/duty/").text
    assert "交接" in page
    assert f"/duty/{duty.pk}/open/" not in page


def test_who_oversees_imports_opens_those_they_could_make(shen_yan_client, zhou_ting, li_min):
    made = ImportBatch.objects.create(
        ledger="orders", file_name="订单.xlsx", digest="x", created_at=AT, created_by=li_min
    )
    page = shen_yan_client.get("/imports/").text
    assert "订单.xlsx" in page
    assert f"/imports/batch/{made.pk}/" not in page


def test_the_warehouse_is_shown_no_way_to_the_hand_over_of_another_department(
    li_min, zhou_ting, he_ping, ma_qiang
):
    released_order(actor=li_min, second=zhou_ting)
    hand_over = HandOver.objects.get()
    hand_over.department = he_ping.department

    assert he_ping.has_perm("orders.view_handover", hand_over)
    assert not ma_qiang.has_perm("orders.view_handover", hand_over)


def test_the_chooser_counts_the_columns_that_are_shown_on_this_screen(li_min, li_min_client):
    listing = find("ledger")(user=li_min, today=AT.date())
    narrow, shown, every = len(listing.narrow), len(listing.shown), len(listing.allowed)
    assert narrow < shown < every

    page = li_min_client.get("/orders/ledger/").text
    assert f'<span class="bo-below-wide">列 {narrow}/{every}</span>' in page
    assert f'<span class="bo-at-wide">列 {shown}/{every}</span>' in page
    asked = {"HX-Request": "true"}
    chooser = li_min_client.get("/orders/ledger/?part=columns", headers=asked).text
    assert chooser.count("宽屏显示") == shown - narrow
    keys = ",".join(column.key for column in listing.shown[:2])
    chosen = li_min_client.get(f"/orders/ledger/?cols={keys}").text
    assert chosen.count(f"列 2/{every}") == 2


def test_what_a_record_names_is_a_link_for_who_may_open_it(
    li_min, zhou_ting, li_min_client, he_ping_client
):
    order = released_order(actor=li_min, second=zhou_ting)
    hand_over = HandOver.objects.get()
    to_customer = f'<a href="/customers/customer/{order.customer_id}/">'
    page = f"/orders/hand-over/{hand_over.pk}/"

    seen = li_min_client.get(page).text
    at_work = he_ping_client.get(page).text

    assert f'<a href="/orders/order/{order.pk}/">{order.number}</a>' in seen
    assert to_customer in seen
    assert order.customer.name in at_work
    assert to_customer not in at_work


def test_what_the_rows_of_a_tab_name_is_asked_for_once(
    li_min, zhou_ting, li_min_client, django_assert_num_queries
):
    order = released_order(actor=li_min, second=zhou_ting)
    OrderIssueFactory(order=order)
    page = f"/orders/order/{order.pk}/?tab=issues"
    li_min_client.get(page)
    with CaptureQueriesContext(connection) as one:
        li_min_client.get(page)
    OrderIssueFactory(order=order)

    with django_assert_num_queries(len(one)):
        answer = li_min_client.get(page).text

    # Once in the section, once in each row; the order itself is the page.
    assert answer.count(f'<a href="/customers/customer/{order.customer_id}/">') == 3
    assert f'<a href="/orders/order/{order.pk}/">' not in answer
