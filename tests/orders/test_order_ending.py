"""Cancelling, short-closing, completing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from core.errors import BusinessError
from core.models import AuditEntry
from orders.enums import HandOverStatus, MovementKind, OrderStatus
from orders.factories import (
    MORNING,
    draft_order,
    released_order,
    shipped,
    stocked,
    verified_order,
)
from orders.models import Order, OrderLine, SalesMovement
from orders.services import (
    InvoiceRow,
    LineDraft,
    invoice_apply,
    invoice_cancel,
    line_short_close,
    order_cancel,
    order_close_if_done,
)
from products.factories import ProductFactory

D = Decimal
pytestmark = pytest.mark.usefixtures("second_pairs")
FRIDAY = date(2026, 11, 20)
NEXT_WEEK = MORNING + timedelta(days=7)


def ship(line: OrderLine, quantity: str) -> None:
    """As the shipment does: quantities on the line, amounts on line and order."""
    line.shipped_quantity = D(quantity)
    line.shipped_amount = line.gross_amount * D(quantity) / line.quantity
    line.save()
    Order.objects.filter(pk=line.order_id).update(shipped_amount=line.shipped_amount)


def test_a_cancelled_order_is_taken_back_on_the_day_of_cancelling(li_min, zhang_lan):
    order = released_order(actor=li_min, second=zhang_lan)
    order_cancel(actor=li_min, order=order, reason="客户撤单", at=NEXT_WEEK)
    order.refresh_from_db()
    assert (order.status, order.cancel_reason) == (OrderStatus.CANCELLED, "客户撤单")
    movement = SalesMovement.objects.get(kind=MovementKind.CANCELLED)
    assert movement.moved_on == NEXT_WEEK.date()
    sums = SalesMovement.objects.aggregate(
        Sum("quantity"), Sum("net_amount"), Sum("gross_amount"), Sum("cost_amount")
    )
    assert set(sums.values()) == {D(0)}
    assert order.hand_overs.get().status == HandOverStatus.CANCELLED


def test_a_draft_is_cancelled_without_movements(li_min):
    order = draft_order(actor=li_min)
    order_cancel(actor=li_min, order=order, reason="重复", at=MORNING)
    assert not SalesMovement.objects.exists()


def test_what_is_shipped_is_not_cancelled_away(li_min, zhang_lan):
    order = released_order(actor=li_min, second=zhang_lan)
    ship(order.lines.get(), "1")
    with pytest.raises(BusinessError) as refusal:
        order_cancel(actor=li_min, order=order, reason="客户撤单", at=NEXT_WEEK)
    assert refusal.value.code == "shipped"


def test_the_rest_of_a_line_is_given_up(li_min, zhang_lan):
    lines = [LineDraft(ProductFactory(), D(3), unit_price=D("2333.3333"))]
    order = released_order(actor=li_min, second=zhang_lan, lines=lines)
    line = order.lines.get()
    line.shipped_quantity, line.shipped_amount = D(1), D("2333.33")
    line.save()
    line_short_close(actor=li_min, line=line, reason="客户不要了", at=NEXT_WEEK)
    line.refresh_from_db()
    order.refresh_from_db()
    assert line.short_closed_quantity == D(2)
    assert line.open_quantity == 0
    assert line.short_closed_amount == order.short_closed_amount == D("4666.67")
    movement = SalesMovement.objects.get(kind=MovementKind.CHANGED)
    assert (movement.quantity, movement.gross_amount) == (D(-2), D("-4666.67"))
    assert movement.net_amount == D("-4129.79")
    assert order.status == OrderStatus.CLOSED
    with pytest.raises(BusinessError):
        line_short_close(actor=li_min, line=line, reason="再来", at=NEXT_WEEK)


def test_an_order_stays_open_while_a_line_is(li_min, zhang_lan):
    product = ProductFactory()
    lines = [LineDraft(product, D(1)), LineDraft(product, D(1))]
    order = released_order(actor=li_min, second=zhang_lan, lines=lines)
    line_short_close(actor=li_min, line=order.lines.first(), reason="停产", at=NEXT_WEEK)
    assert not order_close_if_done(actor=li_min, order=order, at=NEXT_WEEK)
    order.lines.update(shipped_quantity=1 - D(0), short_closed_quantity=0)
    assert order_close_if_done(actor=li_min, order=order, at=NEXT_WEEK)


def test_a_verified_order_under_way_is_not_short_closed_as_a_draft(li_min):
    order = draft_order(actor=li_min)
    with pytest.raises(BusinessError) as refusal:
        line_short_close(actor=li_min, line=order.lines.get(), reason="x", at=MORNING)
    assert refusal.value.code == "illegal_move"


def test_cancelling_twice_takes_back_once(li_min, zhang_lan):
    order = verified_order(actor=li_min, second=zhang_lan)
    order_cancel(actor=li_min, order=order, reason="撤单", at=MORNING)
    with pytest.raises(BusinessError):
        order_cancel(actor=li_min, order=order, reason="撤单", at=MORNING)
    assert SalesMovement.objects.count() == 2


def test_an_order_with_an_invoice_applied_for_is_not_cancelled(li_min, zhang_lan):
    order = released_order(actor=li_min, second=zhang_lan)
    facts = {"actor": li_min, "at": MORNING}
    invoice = invoice_apply(
        customer=order.customer,
        rows=[InvoiceRow(order.lines.get(), D(10))],
        on=MORNING.date(),
        over_shipped_reason="客户要求先开票",
        **facts,
    )
    with pytest.raises(BusinessError) as refusal:
        order_cancel(order=order, reason="客户撤单", **facts)
    assert refusal.value.code == "invoiced"
    with pytest.raises(BusinessError) as refusal:
        line_short_close(line=order.lines.get(), reason="客户不要了", **facts)
    assert refusal.value.code == "invoiced"
    invoice_cancel(invoice=invoice, reason="撤单", **facts)
    order_cancel(order=order, reason="客户撤单", **facts)


def test_hand_overs_given_up_say_in_the_trail_by_whom_and_not_why_which_may_name_a_price(
    li_min, zhang_lan
):
    order = released_order(actor=li_min, second=zhang_lan)
    order_cancel(actor=li_min, order=order, reason="客户撤单", at=NEXT_WEEK)
    entry = AuditEntry.objects.about(order.hand_overs.get()).get()
    assert (entry.actor, entry.at, entry.reason) == (li_min, NEXT_WEEK, "")
    assert entry.changes["status"] == ["waiting", "cancelled"]


@pytest.mark.parametrize("sent", [1, 2, 3])
def test_what_went_out_and_what_is_given_up_add_up_to_what_was_ordered(an_order, li_min, sent):
    order = an_order(("7", "0.7071"), ("7", "33.3333"))
    stocked(order, actor=li_min)
    for _time in range(sent):
        shipped(order, actor=li_min, on=FRIDAY, quantities={1: D(1), 2: D("1.5")})
    for line in order.lines.all():
        line_short_close(actor=li_min, line=line, reason="客户不要了", at=NEXT_WEEK)

    for line in order.lines.all():
        moved = SalesMovement.objects.filter(line=line)
        out = moved.filter(kind=MovementKind.SHIPPED)
        [given_up] = moved.filter(kind=MovementKind.CHANGED)
        for name in ("quantity", "net_amount", "tax_amount", "gross_amount", "cost_amount"):
            gone = sum(getattr(each, name) for each in out)
            assert gone - getattr(given_up, name) == getattr(line, name), name
