"""The pages of orders, as people use them."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from customers.factories import CustomerAddressFactory, CustomerFactory
from orders.enums import Element, OrderStatus
from orders.factories import (
    MORNING,
    draft_order,
    released_order,
    submitted_order,
    verified_order,
)
from orders.models import Order, Verification
from orders.services import LineDraft, issue_open, order_return, order_submit
from products.factories import ProductFactory

pytestmark = pytest.mark.usefixtures("second_pairs")


def typed(customer, *lines: dict, **head) -> dict:
    """What the browser sends."""
    data = {
        "customer": customer.pk,
        "received_via": "phone",
        "received_at": "2026-11-20T09:30",
        "prices_include_tax": "1",
        "freight_terms": "ours",
        "lines-TOTAL_FORMS": len(lines),
        "lines-INITIAL_FORMS": 0,
        **head,
    }
    for index, line in enumerate(lines):
        data |= {f"lines-{index}-{name}": value for name, value in line.items()}
    return data


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(MORNING, tick=False):
        yield


def test_an_order_is_typed_with_code_name_and_pinyin(li_min_client):
    customer = CustomerFactory()
    ProductFactory(code="ISG65-160A")
    ProductFactory(code="JX-108", name="机械密封", unit="套")
    answer = li_min_client.post(
        reverse("orders:order_create"),
        typed(
            customer,
            {"product_text": "isg65-160a", "quantity": "12"},
            {"product_text": "机械密封", "quantity": "40", "unit_price": "2350"},
            {"product_text": "jxmf", "quantity": "1"},
            {},
            customer_order_number="PO-1",
        ),
    )
    order = Order.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("orders:order_edit", args=[order.pk])
    assert [line.product.code for line in order.lines.all()] == ["ISG65-160A", "JX-108", "JX-108"]
    assert order.customer_order_number == "PO-1"
    page = li_min_client.get(answer.url).content.decode()
    assert "ISG65-160A" in page
    assert "机械密封" in page


def test_a_bad_row_is_marked_with_its_guesses_and_nothing_is_saved(li_min_client):
    ProductFactory(code="ISG80-160")
    answer = li_min_client.post(
        reverse("orders:order_create"),
        typed(
            CustomerFactory(),
            {"product_text": "ISG80-160Z", "quantity": "8"},
            {"product_text": "ISG80-160", "quantity": "-1"},
        ),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Order.objects.exists()
    assert "ISG80-160Z" in page
    assert "data-guess" in page


def test_submitting_leads_to_the_numbered_order(li_min_client):
    ProductFactory(code="P1")
    answer = li_min_client.post(
        reverse("orders:order_create"),
        typed(CustomerFactory(), {"product_text": "P1", "quantity": "1"}, do="submit"),
    )
    order = Order.objects.get()
    assert answer.url == reverse("orders:order_detail", args=[order.pk])
    assert order.number == "SO-202611-00001"


def test_a_stop_keeps_the_draft_and_says_why(li_min_client):
    ProductFactory(code="P1")
    lines = {"product_text": "P1", "quantity": "1", "unit_price": "1"}
    answer = li_min_client.post(
        reverse("orders:order_create"), typed(CustomerFactory(), lines, do="submit"), follow=True
    )
    order = Order.objects.get()
    assert order.status == OrderStatus.DRAFT
    assert "2,300.00" in answer.content.decode()


def test_a_double_click_makes_one_order(li_min_client):
    ProductFactory(code="P1")
    data = typed(CustomerFactory(), {"product_text": "P1", "quantity": "1"})
    data["submission"] = "6b5b1f0e-6c0e-4b8e-9c53-0d9c3c0d3a11"
    first = li_min_client.post(reverse("orders:order_create"), data)
    second = li_min_client.post(reverse("orders:order_create"), data)
    assert Order.objects.count() == 1
    assert first.url == second.url


def test_only_drafts_open_for_typing(li_min, li_min_client):
    order = submitted_order(actor=li_min)
    assert li_min_client.get(reverse("orders:order_edit", args=[order.pk])).status_code == 403


def test_the_verify_page_shows_checks_and_leads_to_the_next(li_min, zhang_lan_client):
    first = submitted_order(actor=li_min)
    second = submitted_order(actor=li_min)
    address = reverse("orders:order_verify", args=[first.pk])
    page = zhang_lan_client.get(address).content.decode()
    assert first.number in page
    answer = zhang_lan_client.post(address, dict.fromkeys(Element.values, "ok"))
    first.refresh_from_db()
    assert first.status == OrderStatus.CONFIRMED
    assert answer.url == reverse("orders:order_verify", args=[second.pk])


def test_a_wrong_element_needs_its_reason_and_returns_the_order(li_min, zhang_lan_client):
    order = submitted_order(actor=li_min)
    address = reverse("orders:order_verify", args=[order.pk])
    ticks = {**dict.fromkeys(Element.values, "ok"), "price": "no"}
    assert zhang_lan_client.post(address, ticks).status_code == 422
    answer = zhang_lan_client.post(address, {**ticks, "price_reason": "传真是 2,350"})
    order.refresh_from_db()
    assert answer.status_code == 302
    assert order.status == OrderStatus.DRAFT
    assert "2,350" in Verification.objects.get().reason


def test_the_maker_is_told_why_not(li_min, li_min_client):
    order = submitted_order(actor=li_min)
    address = reverse("orders:order_verify", args=[order.pk])
    assert li_min_client.post(address, dict.fromkeys(Element.values, "ok")).status_code == 403
    order.refresh_from_db()
    assert order.status == OrderStatus.SUBMITTED


@pytest.mark.parametrize("tab", ["", "lines", "hand_overs", "issues", "checks", "history"])
def test_an_order_shows_all_its_tabs(li_min, zhang_lan, he_ping, li_min_client, tab):
    order = released_order(actor=li_min, second=zhang_lan)
    issue_open(
        actor=li_min,
        order=order,
        kind="delay",
        description="电机晚到",
        owner=he_ping,
        due_on=MORNING.date() + timedelta(days=2),
        at=MORNING,
    )
    address = reverse("orders:order_detail", args=[order.pk])
    answer = li_min_client.get(address, {"tab": tab} if tab else {})
    assert answer.status_code == 200
    assert order.number in answer.content.decode()


def test_fulfilment_never_reads_a_price(li_min, zhang_lan, he_ping_client):
    order = released_order(actor=li_min, second=zhang_lan)
    hand_over = order.hand_overs.get()
    addresses = [
        reverse("orders:order_list"),
        reverse("orders:order_detail", args=[order.pk]),
        reverse("orders:order_detail", args=[order.pk]) + "?tab=history",
        reverse("orders:tracking_list"),
        reverse("orders:hand_over_list"),
        reverse("orders:hand_over_detail", args=[hand_over.pk]),
    ]
    for address in addresses:
        answer = he_ping_client.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200, address
        for secret in ("23,800.00", "23800", "2,380.0000", "21,061.95", "15,000.00"):
            assert secret not in page, (address, secret)


def test_production_acknowledges_on_its_page(li_min, zhang_lan, he_ping_client):
    order = released_order(actor=li_min, second=zhang_lan)
    hand_over = order.hand_overs.get()
    address = reverse("orders:hand_over_acknowledge", args=[hand_over.pk])
    assert he_ping_client.get(address).status_code == 200
    answer = he_ping_client.post(address, {"planned_finish_on": "2026-12-01"})
    assert answer.status_code == 302
    address = reverse("orders:hand_over_progress", args=[hand_over.pk])
    assert he_ping_client.post(address, {"finished_quantity": "4"}).status_code == 302
    assert order.lines.get().produced_quantity == 4


def test_lists_and_board_open_with_their_views(li_min, zhang_lan, li_min_client):
    draft_order(actor=li_min)
    submitted_order(actor=zhang_lan)
    verified_order(actor=li_min, second=zhang_lan)
    for query in ["", "?for_me=1", "?late=1", "?promised_on=this_week", "?status=draft"]:
        assert li_min_client.get(reverse("orders:order_list") + query).status_code == 200, query
    for query in ["", "?late=1", "?soon=1", "?planned_late=1"]:
        assert li_min_client.get(reverse("orders:tracking_list") + query).status_code == 200
    assert li_min_client.get(reverse("orders:order_issue_list")).status_code == 200


def test_orders_to_verify_are_those_of_others(li_min, zhang_lan, li_min_client):
    mine = submitted_order(actor=li_min)
    theirs = submitted_order(actor=zhang_lan)
    page = li_min_client.get(reverse("orders:order_list") + "?for_me=1").content.decode()
    assert theirs.number in page
    assert mine.number not in page


def test_look_ups_fill_head_and_row(li_min_client, wang_jianguo):
    customer = CustomerFactory(name="衡阳水电", owner=wang_jianguo)
    CustomerAddressFactory(customer=customer)
    ProductFactory(code="P1", list_price=113)
    found = li_min_client.get(reverse("orders:order_customer_lookup"), {"q": "hysd"}).json()
    assert found["results"][0]["fill"]["delivery_recipient"] == "刘师傅"
    answer = li_min_client.get(
        reverse("orders:order_product_resolve"), {"code": ["p1", "P2"], "prices_include_tax": "0"}
    ).json()
    assert answer["p1"]["found"]["fill"]["unit_price"] == "100.0000"
    assert answer["P2"]["found"] is None


def test_a_sound_is_found_inside_a_name_after_those_that_begin_with_it(li_min_client, wang_jianguo):
    for code, name in (("C1", "中国泵站"), ("C2", "八钻机械"), ("C3", "北中机电"), ("C4", "甲乙")):
        CustomerFactory(code=code, name=name, short_name=name, owner=wang_jianguo)
    ProductFactory(code="P1", name="中国泵站")

    def found(page, text):
        answer = li_min_client.get(reverse(f"orders:{page}_lookup"), {"q": text}).json()
        return [each["text"] for each in answer["results"]]

    assert found("order_customer", "bz") == ["八钻机械", "北中机电", "中国泵站"]
    assert found("order_customer", "zgbz") == ["中国泵站"]
    assert found("order_customer", "zhan") == ["中国泵站"]
    assert found("order_customer", "z") == ["中国泵站"]
    assert found("order_product", "bz") == ["P1"]
    listed = li_min_client.get(reverse("customers:customer_list"), {"q": "bz"}).content.decode()
    assert [name in listed for name in ("八钻机械", "中国泵站", "甲乙")] == [True, True, False]


def test_the_panel_answers_for_the_line(li_min, zhang_lan, li_min_client):
    customer = CustomerFactory()
    product = ProductFactory(code="P1")
    old = verified_order(
        actor=li_min, second=zhang_lan, customer=customer, customer_order_number="PO-9"
    )
    page = li_min_client.get(
        reverse("orders:order_line_panel"),
        {
            "line": "1",
            "product": old.lines.get().product_id,
            "customer": customer.pk,
            "quantity": "3",
            "unit_price": "2299",
            "prices_include_tax": "1",
            "customer_order_number": "PO-9",
            "total": "1000.00",
            "currency": "USD",
            "exchange_rate": "7.1",
        },
    ).content.decode()
    assert old.number in page
    assert "7,100.00" in page  # the order as it is typed
    assert "469,100.00" in page  # credit left after it
    assert "335.2113" in page  # 2,380.0000 CNY at 7.1
    assert "476,200.00" in page  # credit left after the open order
    assert product.code not in page


def test_copying_opens_the_new_draft(li_min, li_min_client):
    order = draft_order(actor=li_min)
    answer = li_min_client.post(reverse("orders:order_copy", args=[order.pk]))
    new = Order.objects.exclude(pk=order.pk).get()
    assert answer.url == reverse("orders:order_edit", args=[new.pk])


def test_what_changed_after_the_page_was_opened_is_not_verified(li_min, zhang_lan_client):
    order = submitted_order(actor=li_min)
    address = reverse("orders:order_verify", args=[order.pk])
    seen = zhang_lan_client.get(address).context["page"].version_shown
    order_return(actor=li_min, order=order, reason="单价有误", at=MORNING)
    order_submit(actor=li_min, order=order, at=MORNING)
    ticks = {**dict.fromkeys(Element.values, "ok"), "seen_version": seen}
    refused = zhang_lan_client.post(address, ticks)
    order.refresh_from_db()
    assert (refused.status_code, order.status) == (409, OrderStatus.SUBMITTED)
    assert refused.context["page"].version_shown == order.version
    zhang_lan_client.post(address, {**ticks, "seen_version": order.version})
    order.refresh_from_db()
    assert order.status == OrderStatus.CONFIRMED


def test_who_sees_no_amounts_reads_no_prices_among_the_checks(
    li_min, zhang_lan, he_ping, he_ping_client
):
    lines = [LineDraft(ProductFactory(list_price=2380, floor_price=1), Decimal(1), Decimal(1500))]
    order = released_order(actor=li_min, second=zhang_lan, lines=lines)
    order.hand_overs.update(department=he_ping.department)
    order.verifications.update(reason="传真是 2,350")
    order.verifications.get().ticks.filter(element=Element.PRICE).update(reason="应为 2,350")
    address = reverse("orders:order_detail", args=[order.pk]) + "?tab=checks"
    page = he_ping_client.get(address).content.decode()
    assert order.number in page
    assert not [secret for secret in ("2380", "36.9", "2,350") if secret in page]


def test_a_code_of_digits_alone_is_typed_as_any_other(li_min_client):
    ProductFactory(code="6032108")
    answer = li_min_client.post(
        reverse("orders:order_create"),
        typed(CustomerFactory(), {"product_text": "6032108", "quantity": "1"}),
    )
    assert answer.status_code == 302
    assert Order.objects.get().lines.get().product.code == "6032108"


def test_a_submitted_order_is_not_edited_and_the_way_leads_to_it(an_order, li_min_client):
    order = an_order(("1", "113"))
    answer = li_min_client.get(reverse("orders:order_edit", args=[order.pk]))
    assert answer.status_code == 403
    assert "只有草稿能改" in answer.text
    assert "以下同事可以" not in answer.text
    assert f'href="{reverse("orders:order_detail", args=[order.pk])}"' in answer.text


def test_the_import_is_offered_to_who_may_use_it(li_min_client, sun_xiaoyan_client):
    way = reverse("core:import_start", args=["orders"])
    pages = [
        client.get(reverse("orders:order_list")) for client in (li_min_client, sun_xiaoyan_client)
    ]
    assert [way in page.text for page in pages] == [True, False]


def test_several_wrong_lines_share_a_reason_or_have_their_own(li_min, zhang_lan_client):
    lines = [LineDraft(ProductFactory(), Decimal(n)) for n in (1, 2, 3)]
    order = submitted_order(actor=li_min, lines=lines)
    first, _second, third = order.lines.order_by("position")
    address = reverse("orders:order_verify", args=[order.pk])
    ticks = {
        **dict.fromkeys(Element.values, "ok"),
        "quantity": "no",
        "quantity_lines": [first.pk, third.pk],
        f"quantity_reason_{third.pk}": "应为 4",
    }
    assert zhang_lan_client.post(address, ticks).status_code == 422  # the first has no reason
    answer = zhang_lan_client.post(address, {**ticks, "quantity_reason": "传真不清"})
    assert answer.status_code == 302
    assert Verification.objects.get().reason == "数量 #1: 传真不清; 数量 #3: 应为 4"


def test_the_second_person_sees_what_the_maker_saw(li_min, zhang_lan, zhang_lan_client):
    facts = {"list_price": Decimal(3870), "floor_price": Decimal(3000)}
    product, customer = ProductFactory(code="ISG100-120", **facts), CustomerFactory()
    line = LineDraft(product, Decimal(1), unit_price=Decimal(3800))
    verified_order(actor=li_min, second=zhang_lan, customer=customer, lines=[line])
    dear = LineDraft(product, Decimal(1), unit_price=Decimal(38000), tax_rate=Decimal("0.06"))
    head = {"customer": customer, "settlement": "款到发货", "note": "急用"}
    order = submitted_order(actor=li_min, lines=[dear], **head)
    address = reverse("orders:order_verify", args=[order.pk])
    text = zhang_lan_client.get(address).content.decode()
    for shown in ("款到发货", "急用", "3,870.00", "3,800.00", "900.0%", "881.9%", "6.0%", "13.0%"):
        assert shown in text
    assert "客户未停供" in text  # a check that passes says why
