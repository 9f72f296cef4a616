"""Asking for approval from the page an order is typed on."""

import pytest
import time_machine
from django.urls import reverse

from approvals.models import Request
from approvals.services import flows_sync, request_return
from customers.factories import CustomerFactory
from orders.enums import OrderStatus
from orders.factories import MORNING
from orders.models import Order
from orders.selectors.approval import stop_facts
from products.factories import ProductFactory

from .test_order_pages import typed

CHEAP = {"product_text": "P1", "quantity": "1", "unit_price": "2000"}


@pytest.fixture(autouse=True)
def _ground(db, second_pairs):
    with time_machine.travel(MORNING, tick=False):
        flows_sync(at=MORNING)
        ProductFactory(code="P1")
        yield


@pytest.fixture
def east(east_china):
    return CustomerFactory(region=east_china)


def edit(order):
    return reverse("orders:order_edit", args=[order.pk])


def test_a_stopped_order_is_asked_for_where_it_is_typed(li_min_client, chen_zhiqiang, east):
    page = li_min_client.post(
        reverse("orders:order_create"), typed(east, CHEAP, do="submit"), follow=True
    ).content.decode()
    order = Order.objects.get()
    assert 'value="approval"' in page

    answer = li_min_client.post(
        edit(order),
        typed(east, CHEAP, do="approval", approval_reason="老客户", seen_version=order.version),
    )
    assert answer.url == reverse("orders:order_detail", args=[order.pk])
    request = Request.objects.get()
    assert (request.reason, request.waits_for) == ("老客户", "陈志强")
    page = li_min_client.get(edit(order)).content.decode()
    assert 'value="approval"' not in page
    assert "陈志强" in page


def test_without_a_reason_the_draft_is_kept_and_nothing_asked(li_min_client, chen_zhiqiang, east):
    answer = li_min_client.post(
        reverse("orders:order_create"), typed(east, CHEAP, do="approval"), follow=True
    )
    assert "请说明为何应予放行" in answer.content.decode()
    assert Order.objects.get().status == OrderStatus.DRAFT
    assert not Request.objects.exists()


def test_a_reason_without_end_is_refused_and_the_draft_kept(li_min_client, chen_zhiqiang, east):
    facts = {"do": "approval", "approval_reason": "长" * 501}
    answer = li_min_client.post(
        reverse("orders:order_create"), typed(east, CHEAP, **facts), follow=True
    )
    assert "500" in answer.content.decode()
    assert Order.objects.get().status == OrderStatus.DRAFT
    assert not Request.objects.exists()


def test_returned_the_page_says_why_and_asks_again(li_min_client, chen_zhiqiang, east):
    facts = {"do": "approval", "approval_reason": "老客户"}
    li_min_client.post(reverse("orders:order_create"), typed(east, CHEAP, **facts))
    request = Request.objects.get()
    request_return(actor=chen_zhiqiang, approval=request, reason="附上竞争对手报价", at=MORNING)
    order = Order.objects.get()

    page = li_min_client.get(edit(order)).content.decode()
    assert "附上竞争对手报价" in page
    again = typed(east, CHEAP, do="approval", approval_reason="见附件", seen_version=order.version)
    li_min_client.post(edit(order), again)
    request.refresh_from_db()
    assert (request.round, request.reason) == (2, "见附件")


def test_while_signers_look_at_it_the_draft_is_not_handed_in(li_min_client, chen_zhiqiang, east):
    facts = {"do": "approval", "approval_reason": "老客户"}
    li_min_client.post(reverse("orders:order_create"), typed(east, CHEAP, **facts))
    order = Order.objects.get()
    submit = reverse("orders:order_submit", args=[order.pk])
    html = li_min_client.get(reverse("orders:order_detail", args=[order.pk])).content.decode()
    assert f'action="{submit}"' not in html
    assert "已在等陈志强审批" in html
    li_min_client.post(submit)
    order.refresh_from_db()
    assert order.status == OrderStatus.DRAFT


def test_a_signer_reads_the_lines_and_what_is_earned(li_min_client, chen_zhiqiang, east):
    facts = {"do": "approval", "approval_reason": "老客户"}
    li_min_client.post(reverse("orders:order_create"), typed(east, CHEAP, **facts))
    read = [str(value) for _label, value in stop_facts(Request.objects.get(), chen_zhiqiang)]
    assert any("2,000.00" in value and "低于最低限价" in value for value in read)
    assert any(
        value.startswith("P1 ") and value.endswith(" × 2,000.00 = 2,000.00") for value in read
    )
