"""The second person's check."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.errors import BusinessError, NotAllowed
from core.models import AuditEntry
from customers.factories import CustomerClassFactory, CustomerFactory
from orders.enums import Element, MovementKind, OrderStatus
from orders.factories import MORNING, draft_order, submitted_order, verified_order
from orders.models import DirtyDay, Order, SalesMovement, Verification
from orders.selectors.verification import waiting_for
from orders.services import (
    ALL_OK,
    LineDraft,
    Tick,
    order_return,
    order_save_draft,
    order_submit,
    order_verify,
)
from orders.services.entry import head_of
from products.factories import ProductFactory

D = Decimal
pytestmark = pytest.mark.usefixtures("second_pairs")


def test_four_ticks_confirm_the_order_and_it_counts_that_day(li_min, zhang_lan, wang_jianguo):
    customer = CustomerFactory(owner=wang_jianguo, customer_class=CustomerClassFactory(code="SW"))
    order = submitted_order(actor=li_min, customer=customer)
    verification = order_verify(actor=zhang_lan, order=order, ticks=ALL_OK, at=MORNING)
    order.refresh_from_db()
    assert verification.is_passed
    assert verification.ticks.count() == 4
    assert (order.status, order.confirmed_by) == (OrderStatus.CONFIRMED, zhang_lan)
    movement = SalesMovement.objects.get()
    assert movement.kind == MovementKind.CONFIRMED
    assert movement.moved_on == date(2026, 11, 20)
    assert (movement.quantity, movement.gross_amount) == (D(10), D("23800.00"))
    assert (movement.net_amount, movement.cost_amount) == (D("21061.95"), D("15000.00"))
    assert movement.customer_class == customer.customer_class
    assert movement.region == wang_jianguo.region
    assert movement.document == order.number
    assert list(DirtyDay.objects.values_list("day_on", flat=True)) == [date(2026, 11, 20)]


def test_movements_are_in_cny(li_min, zhang_lan):
    verified_order(
        actor=li_min,
        second=zhang_lan,
        customer=CustomerFactory(credit_limit=0),
        currency="USD",
        exchange_rate=D("7.1"),
        lines=[LineDraft(ProductFactory(), D(1), unit_price=D("400.01"))],
    )
    movement = SalesMovement.objects.get()
    assert movement.gross_amount == D("2840.07")
    assert movement.net_amount + movement.tax_amount == movement.gross_amount


def test_the_maker_never_verifies(li_min):
    order = submitted_order(actor=li_min)
    with pytest.raises(BusinessError) as refusal:
        order_verify(actor=li_min, order=order, ticks=ALL_OK, at=MORNING)
    assert refusal.value.code == "two_pairs"
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(confirmed_by=li_min)


def test_who_is_no_second_pair_does_not_verify(li_min, sun_xiaoyan):
    order = submitted_order(actor=li_min)
    with pytest.raises(NotAllowed):
        order_verify(actor=sun_xiaoyan, order=order, ticks=ALL_OK, at=MORNING)
    assert not Verification.objects.exists()


def test_one_not_ok_returns_the_order_with_the_reason(li_min, zhou_ting):
    order = submitted_order(actor=li_min)
    line = order.lines.get()
    ticks = [
        Tick(Element.SPECIFICATION, is_ok=True),
        Tick(Element.QUANTITY, is_ok=False, reason="传真是 12 台", line=line),
        Tick(Element.PRICE, is_ok=True),
        Tick(Element.DELIVERY, is_ok=True),
    ]
    verification = order_verify(actor=zhou_ting, order=order, ticks=ticks, at=MORNING)
    order.refresh_from_db()
    assert not verification.is_passed
    assert "传真是 12 台" in verification.reason
    assert order.status == OrderStatus.DRAFT
    assert not SalesMovement.objects.exists()


def test_each_element_needs_its_tick_and_each_no_its_reason(li_min, zhou_ting):
    order = submitted_order(actor=li_min)
    with pytest.raises(BusinessError) as refusal:
        order_verify(actor=zhou_ting, order=order, ticks=ALL_OK[:3], at=MORNING)
    assert (refusal.value.code, refusal.value.field) == ("not_ticked", "delivery")
    ticks = [*ALL_OK[:3], Tick(Element.DELIVERY, is_ok=False)]
    with pytest.raises(BusinessError) as refusal:
        order_verify(actor=zhou_ting, order=order, ticks=ticks, at=MORNING)
    assert refusal.value.code == "reason"


def test_confirming_checks_again(li_min, zhou_ting):
    order = submitted_order(actor=li_min)
    order.customer.is_blocked = True
    order.customer.save()
    with pytest.raises(BusinessError) as refusal:
        order_verify(actor=zhou_ting, order=order, ticks=ALL_OK, at=MORNING)
    assert refusal.value.code == "blocked"
    assert not Verification.objects.exists()


def test_a_second_click_is_refused_and_counts_nothing_twice(li_min, zhang_lan):
    order = verified_order(actor=li_min, second=zhang_lan)
    with pytest.raises(BusinessError) as refusal:
        order_verify(actor=zhang_lan, order=order, ticks=ALL_OK, at=MORNING)
    assert refusal.value.code == "illegal_move"
    assert SalesMovement.objects.count() == 1


def test_queries_do_not_grow_with_the_lines(li_min, zhang_lan):
    def queries(count: int) -> int:
        lines = [LineDraft(ProductFactory(), D(1)) for _ in range(count)]
        order = submitted_order(actor=li_min, lines=lines, customer=CustomerFactory())
        with CaptureQueriesContext(connection) as captured:
            order_verify(actor=zhang_lan, order=order, ticks=ALL_OK, at=MORNING)
        return len(captured)

    queries(1)
    assert queries(2) == queries(20)


def test_who_wrote_in_the_draft_of_another_does_not_verify_it(li_min, zhang_lan, zhou_ting):
    order = draft_order(actor=li_min)
    drafts = [
        LineDraft(line.product, line.quantity, unit_price=line.unit_price)
        for line in order.lines.select_related("product")
    ]
    order_save_draft(actor=zhang_lan, order=order, head=head_of(order), lines=drafts, at=MORNING)
    order_submit(actor=li_min, order=order, at=MORNING)

    assert order not in waiting_for(zhang_lan)
    assert order in waiting_for(zhou_ting)
    assert not zhang_lan.has_perm("orders.verify_order", order)
    with pytest.raises(BusinessError) as refusal:
        order_verify(actor=zhang_lan, order=order, ticks=ALL_OK, at=MORNING)
    assert refusal.value.code == "two_pairs"
    assert order_verify(actor=zhou_ting, order=order, ticks=ALL_OK, at=MORNING).is_passed


def test_who_gave_an_order_back_may_verify_it_when_it_comes_again(li_min, zhang_lan):
    order = submitted_order(actor=li_min)
    order_return(actor=zhang_lan, order=order, reason="规格写错", at=MORNING)
    order_submit(actor=li_min, order=order, at=MORNING)

    assert order_verify(actor=zhang_lan, order=order, ticks=ALL_OK, at=MORNING).is_passed


@pytest.mark.parametrize("before", ["potential", "dormant", "lost"])
def test_who_orders_becomes_an_active_customer(li_min, zhang_lan, before):
    customer = CustomerFactory(status=before)

    order = verified_order(actor=li_min, second=zhang_lan, customer=customer)

    customer.refresh_from_db()
    (entry,) = AuditEntry.objects.about(customer).filter(verb="customers.customer_moved")
    assert customer.status == "active"
    assert (entry.actor, entry.reason) == (None, f"已下单：{order}")


def test_several_lines_differ_each_with_its_reason(li_min, zhou_ting):
    lines = [LineDraft(ProductFactory(), D(n)) for n in (1, 2, 3)]
    order = submitted_order(actor=li_min, lines=lines)
    first, second, third = order.lines.order_by("position")
    ticks = [
        Tick(Element.SPECIFICATION, is_ok=True),
        Tick(Element.QUANTITY, is_ok=False, reason="少一台", line=first),
        Tick(Element.QUANTITY, is_ok=False, reason="少一台", line=third),
        Tick(Element.QUANTITY, is_ok=False, reason="应为 5", line=second),
        Tick(Element.PRICE, is_ok=True),
        Tick(Element.DELIVERY, is_ok=True),
    ]
    verification = order_verify(actor=zhou_ting, order=order, ticks=ticks, at=MORNING)
    assert verification.reason == "数量 #1 #3: 少一台; 数量 #2: 应为 5"
    assert verification.ticks.filter(is_ok=False).count() == 3


def test_a_line_of_another_order_is_not_ticked(li_min, zhou_ting):
    order, other = submitted_order(actor=li_min), submitted_order(actor=li_min)
    wrong = Tick(Element.PRICE, is_ok=False, reason="错", line=other.lines.get())
    with pytest.raises(BusinessError) as refusal:
        order_verify(actor=zhou_ting, order=order, ticks=[*ALL_OK, wrong], at=MORNING)
    assert refusal.value.code == "line"
