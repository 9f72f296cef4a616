"""A credit limit changes by approval alone."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from approvals.models import Request
from approvals.services import flows_sync, request_approve, request_return
from core.errors import BusinessError, NotAllowed
from core.imports import Row
from core.models import AuditEntry
from customers.factories import CustomerFactory
from customers.imports.credit import check_limits
from customers.models import Customer
from customers.services import credit_request, customer_change
from orders.factories import OrderFactory
from orders.models import SalesPolicy
from orders.selectors.checks import checks_of

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
D = Decimal


@pytest.fixture
def customer(db):
    flows_sync(at=AT)
    return CustomerFactory(credit_limit=D("100000.00"))


def test_the_limit_holds_from_the_last_signature_on(
    customer, li_min, fang_wen, sun_xiaoyan, gu_mingyuan
):
    request = credit_request(
        actor=li_min, customer=customer, limit=D("600000.00"), reason="订货翻番", at=AT
    )
    request_approve(actor=fang_wen, approval=request, at=AT)
    customer.refresh_from_db()
    assert customer.credit_limit == D("100000.00")
    request_approve(actor=sun_xiaoyan, approval=request, at=AT)
    customer.refresh_from_db()
    assert customer.credit_limit == D("600000.00")
    version = customer.history.get(credit_limit=D("600000.00"))
    assert (version.history_user, version.history_change_reason) == (sun_xiaoyan, "订货翻番")
    entry = AuditEntry.objects.about(customer).get(verb="customers.customer_changed")
    assert entry.changes == {"credit_limit": ["100000.00", "600000.00"]}


def test_nobody_changes_it_past_the_signers(customer, li_min):
    facts = {"actor": li_min, "customer": customer, "on": date(2026, 11, 20), "at": AT}
    customer_change(**facts, city="衡阳", credit_limit=D("100000.00"))
    with pytest.raises(BusinessError) as refusal:
        customer_change(**facts, credit_limit=D("100000.01"))
    assert refusal.value.field == "credit_limit"


def test_returned_it_is_asked_for_again(customer, li_min, fang_wen):
    facts = {"actor": li_min, "customer": customer, "at": AT}
    request = credit_request(limit=D("200000.00"), reason="新项目", **facts)
    request_return(actor=fang_wen, approval=request, reason="先少一点", at=AT)
    again = credit_request(limit=D("150000.00"), reason="已改", **facts)
    assert (again.pk, again.round) == (request.pk, 2)
    request_approve(actor=fang_wen, approval=again, at=AT)
    customer.refresh_from_db()
    assert customer.credit_limit == D("150000.00")


def test_the_same_limit_and_the_wrong_role_are_refused(customer, li_min, wang_jianguo):
    facts = {"customer": customer, "reason": "?", "at": AT}
    with pytest.raises(BusinessError) as refusal:
        credit_request(actor=li_min, limit=D("100000.00"), **facts)
    assert refusal.value.code == "same"
    with pytest.raises(NotAllowed):
        credit_request(actor=wang_jianguo, limit=D("1.00"), **facts)


def test_what_is_typed_for_a_new_customer_is_asked_for(customer, li_min, li_min_client, fang_wen):
    page = li_min_client.post(
        "/customers/customer/create/",
        {
            "name": "株洲新客机电有限公司",
            "settlement_method": "monthly",
            "credit_limit": "80000",
            "credit_days": "30",
        },
        follow=True,
    )
    made = Customer.objects.get(name="株洲新客机电有限公司")
    assert made.credit_limit == 0
    assert "信用额度正在审批" in page.content.decode()

    request = Request.objects.get(kind="customers.credit")
    assert (request.maker, request.amount, request.reason) == (li_min, D("80000.00"), "新客户")
    request_approve(actor=fang_wen, approval=request, at=AT)
    made.refresh_from_db()
    assert made.credit_limit == D("80000.00")


def test_a_file_brings_limits_in_only_for_who_may(customer, li_min, zhou_ting):
    def state(actor, limit):
        row = Row(2, {"code": customer.code, "name": customer.name, "credit_limit": limit})
        row.values = {"code": customer.code, "credit_limit": limit}
        check_limits([row], actor)
        return row.state

    assert state(li_min, D("200000.00")) == "error"
    assert state(li_min, None) == "error"  # an empty cell would take the limit away
    assert state(li_min, D("100000.00")) == ""
    assert state(zhou_ting, D("200000.00")) == ""


@pytest.mark.parametrize(
    ("level", "method", "expected"),
    [
        ("warning", "monthly", "warning"),
        ("stop", "credit_days", "stop"),
        ("pass", "monthly", "pass"),
        ("stop", "prepaid", "pass"),
    ],
)
def test_credit_without_an_agreed_limit_is_said(db, level, method, expected):
    SalesPolicy.objects.update_or_create(pk=1, defaults={"no_limit_level": level})
    order = OrderFactory(customer=CustomerFactory(credit_limit=0, settlement_method=method))
    answers = checks_of(order, [], on=date(2026, 11, 20))
    assert [each.level for each in answers if each.kind == "credit"] == [expected]
