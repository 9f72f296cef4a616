"""One line of time: what became of an order, each with its record, its person and its day."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders.enums import IssueKind
from orders.factories import (
    MORNING,
    OrderIssueFactory,
    ShipmentFactory,
    noon,
    shipped,
    stocked,
)
from orders.models import Receivable
from orders.services import (
    AllocationRow,
    InvoiceRow,
    ReturnRow,
    invoice_apply,
    invoice_issue,
    issue_open,
    receipt_allocate,
    receipt_register,
    sales_return_create,
)

D = Decimal
MONDAY = date(2026, 11, 23)
DIGITS = "26322000000000000017"

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(an_order, li_min, sun_xiaoyan):
    """Ten pumps shipped, four invoiced, 300.00 of 600.00 received set against them, one back."""
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipment = shipped(order, actor=li_min)
    at = noon(MONDAY)
    applied = invoice_apply(
        actor=li_min,
        customer=order.customer,
        rows=[InvoiceRow(order.lines.get(), D(4))],
        on=MONDAY,
        at=at,
    )
    invoice_issue(actor=li_min, invoice=applied, number=DIGITS, on=MONDAY, at=at)
    receipt = receipt_register(
        actor=sun_xiaoyan, customer=order.customer, amount=D(600), received_on=MONDAY, at=at
    )
    item = Receivable.objects.get(order=order)
    receipt_allocate(
        actor=sun_xiaoyan, receipt=receipt, rows=[AllocationRow(item, D(300))], on=MONDAY, at=at
    )
    sales_return_create(
        actor=li_min,
        shipment=shipment,
        rows=[ReturnRow(shipment.lines.get(), D(1))],
        reason="泵体渗漏",
        at=at,
    )
    issue_open(
        actor=li_min,
        order=order,
        kind=IssueKind.DELAY,
        description="铸件返工",
        owner=li_min,
        due_on=MONDAY,
        at=at,
    )
    return order


def timeline(client, order):
    answer = client.get(f"/orders/order/{order.pk}/", {"tab": "history"})
    return answer.context["history"]


def told(client, order):
    return [
        (e["subject"], str(e["verb"]), e["amount"], str(e["actor"]))
        for e in timeline(client, order)
    ]


def test_the_timeline_tells_what_became_of_the_order(li_min_client, order):
    entries = told(li_min_client, order)

    assert {entry for entry in entries if entry[0][:2] not in {"", "CK", "SO"}} == {
        ("YC-202611-0001", "异常已登记", "", "李敏"),
        ("TH-202611-00001", "退货单已开", "113.00", "李敏"),
        ("HK-202611-00001", "回款已核销", "300.00", "孙晓燕"),
        (DIGITS, "发票已开具", "452.00", "李敏"),
        (DIGITS, "已申请开票", "452.00", "李敏"),
    }
    assert ("CK-202611-00001", "已出库", "1,130.00", "李敏") in entries
    assert entries[-1][:2] == ("", "订单已录入")
    days = [entry["at"] for entry in timeline(li_min_client, order)]
    assert days == sorted(days, reverse=True)


def test_each_entry_leads_to_its_record_and_nothing_is_told_twice(li_min_client, order):
    entries = timeline(li_min_client, order)

    assert all(entry["url"] for entry in entries if entry["subject"])
    said = [(e["subject"], e["at"], str(e["verb"])) for e in entries]
    assert len(said) == len(set(said))
    assert [e["subject"] for e in entries if str(e["verb"]) == "异常已登记"] == ["YC-202611-0001"]


def test_who_makes_the_goods_is_told_of_no_amount(he_ping_client, order):
    entries = told(he_ping_client, order)

    assert {amount for _subject, _verb, amount, _actor in entries} == {""}
    assert not [subject for subject, *_rest in entries if subject in {DIGITS, "HK-202611-00001"}]
    assert "452.00" not in he_ping_client.get(f"/orders/order/{order.pk}/?tab=history").text


def test_more_records_cost_no_more_queries(li_min_client, order):
    ShipmentFactory(order=order, number="CK-7")
    OrderIssueFactory(order=order, opened_at=MORNING)
    timeline(li_min_client, order)
    with CaptureQueriesContext(connection) as some:
        timeline(li_min_client, order)
    ShipmentFactory(order=order, number="CK-8")
    OrderIssueFactory(order=order, opened_at=MORNING)

    with CaptureQueriesContext(connection) as more:
        timeline(li_min_client, order)

    assert len(more) == len(some)
