"""Orders that the machine stops: asked for, approved, handed in; mended after a return."""

from decimal import Decimal

import pytest

from approvals.enums import RequestStatus
from approvals.models import Request
from approvals.services import flows_sync, request_approve, request_return, request_withdraw
from core.errors import BusinessError
from customers.factories import CustomerFactory
from orders.enums import CheckKind, CheckLevel, OrderStatus
from orders.factories import MORNING, draft_order
from orders.selectors.approval import digest_of
from orders.services import (
    ALL_OK,
    LineDraft,
    order_cancel,
    order_request_approval,
    order_save_draft,
    order_submit,
    order_verify,
)
from orders.services.entry import head_of
from products.factories import ProductFactory

D = Decimal
pytestmark = pytest.mark.usefixtures("second_pairs")


@pytest.fixture(autouse=True)
def flows(db):
    flows_sync(at=MORNING)


def cheap(quantity: int = 1):
    """A pump at 2,000.00 whose floor is 2,300.00."""
    return [LineDraft(ProductFactory(), D(quantity), unit_price=D("2000"))]


def asked(actor, *, reason="老客户，量大", quantity=1, **facts):
    order = draft_order(actor=actor, lines=cheap(quantity), **facts)
    return order, order_request_approval(actor=actor, order=order, reason=reason, at=MORNING)


def refused(command, **facts):
    with pytest.raises(BusinessError) as refusal:
        command(at=MORNING, **facts)
    return refusal.value.code


@pytest.fixture
def east(east_china):
    return CustomerFactory(region=east_china)


def test_the_region_signs_and_the_order_is_handed_in(li_min, zhou_ting, chen_zhiqiang, east):
    order, request = asked(li_min, customer=east)
    assert request.assignments.get().person == chen_zhiqiang
    assert request.values["stops"] == ["floor_price"]
    assert request.amount == D("2000.00")
    request_approve(actor=chen_zhiqiang, approval=request, at=MORNING)
    order.refresh_from_db()
    assert (order.status, order.submitted_by) == (OrderStatus.SUBMITTED, li_min)
    check = order.checks.get(kind=CheckKind.FLOOR_PRICE)
    assert check.level == CheckLevel.WARNING
    assert "陈志强" in check.sentence
    order_verify(actor=zhou_ting, order=order, ticks=ALL_OK, at=MORNING)
    order.refresh_from_db()
    assert order.status == OrderStatus.CONFIRMED


def test_over_an_amount_the_sales_manager_signs_too(li_min, chen_zhiqiang, fang_wen, east):
    _order, request = asked(li_min, customer=east, quantity=26)
    request_approve(actor=chen_zhiqiang, approval=request, at=MORNING)
    request.refresh_from_db()
    assert (request.status, request.waits_for) == (RequestStatus.WAITING, "方文")


def test_exceeded_credit_is_asked_for_like_a_price(li_min, chen_zhiqiang, east):
    east.credit_limit = D("100.00")
    east.save()
    order = draft_order(actor=li_min, customer=east)
    assert refused(order_submit, actor=li_min, order=order) == "credit"
    request = order_request_approval(actor=li_min, order=order, reason="下周付款", at=MORNING)
    assert request.values["stops"] == ["credit"]


def test_what_nobody_may_let_pass_is_refused(li_min, chen_zhiqiang, east):
    east.is_blocked = True
    east.save()
    order = draft_order(actor=li_min, customer=east, lines=cheap())
    facts = {"actor": li_min, "order": order, "reason": "急"}
    assert refused(order_request_approval, **facts) == "blocked"
    assert not Request.objects.exists()


def test_an_order_that_nothing_stops_is_not_asked_for(li_min, chen_zhiqiang, east):
    facts = {"actor": li_min, "order": draft_order(actor=li_min, customer=east), "reason": "急"}
    assert refused(order_request_approval, **facts) == "nothing_stops"


def test_nobody_edits_submits_or_cancels_under_the_signers_eyes(
    li_min, zhou_ting, chen_zhiqiang, east
):
    order, request = asked(li_min, customer=east)
    facts = {"actor": li_min, "order": order}
    edit = {"head": head_of(order), "lines": cheap()}
    assert refused(order_save_draft, **facts, **edit) == "under_approval"
    assert refused(order_cancel, **facts, reason="不要了") == "under_approval"
    assert refused(order_request_approval, **facts, reason="急") == "under_approval"
    request_withdraw(actor=li_min, approval=request, at=MORNING)
    order_save_draft(**facts, **edit, at=MORNING)


def test_returned_it_is_mended_and_asked_for_again(li_min, chen_zhiqiang, east):
    order, request = asked(li_min, customer=east)
    request_return(actor=chen_zhiqiang, approval=request, reason="再加 100 元", at=MORNING)
    order_save_draft(
        actor=li_min,
        order=order,
        head=head_of(order),
        lines=[LineDraft(ProductFactory(), D(1), unit_price=D("2100"))],
        at=MORNING,
    )
    again = order_request_approval(actor=li_min, order=order, reason="已加", at=MORNING)
    assert (again.pk, again.round, again.amount) == (request.pk, 2, D("2100.00"))
    request_approve(actor=chen_zhiqiang, approval=again, at=MORNING)
    order.refresh_from_db()
    assert order.status == OrderStatus.SUBMITTED


def test_an_approval_holds_for_what_was_approved_only(li_min, zhou_ting, chen_zhiqiang, east):
    order, request = asked(li_min, customer=east)
    request_approve(actor=chen_zhiqiang, approval=request, at=MORNING)
    order.refresh_from_db()
    type(order).objects.filter(pk=order.pk).update(status=OrderStatus.DRAFT)
    order_save_draft(
        actor=li_min,
        order=order,
        head=head_of(order),
        lines=[LineDraft(ProductFactory(), D(1), unit_price=D("1900"))],
        at=MORNING,
    )
    assert refused(order_submit, actor=li_min, order=order) == "floor_price"


def test_where_something_else_stops_it_by_then_it_stays_a_draft(li_min, chen_zhiqiang, east):
    order, request = asked(li_min, customer=east)
    type(east).objects.filter(pk=east.pk).update(is_blocked=True)
    request_approve(actor=chen_zhiqiang, approval=request, at=MORNING)
    order.refresh_from_db()
    request.refresh_from_db()
    assert (order.status, request.status) == (OrderStatus.DRAFT, RequestStatus.APPROVED)


def test_an_approval_does_not_cover_other_retention_money(li_min):
    order = draft_order(actor=li_min, lines=cheap())
    lines = list(order.lines.all())
    before = digest_of(order, lines)
    order.retention_months = 24  # of nothing
    assert digest_of(order, lines) == before
    order.retention_rate = D("0.1")
    more = digest_of(order, lines)
    order.retention_months = 12
    assert len({before, more, digest_of(order, lines)}) == 3
