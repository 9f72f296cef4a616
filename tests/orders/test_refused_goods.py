"""What the customer refuses on delivery comes back, and is owed to the customer again."""

from datetime import date
from decimal import Decimal

import pytest

from orders.enums import MovementKind, OrderStatus
from orders.factories import noon, shipped, stocked
from orders.models import Receivable, SalesMovement, SalesReturn
from orders.selectors.availability import available
from orders.services import (
    InvoiceRow,
    invoice_apply,
    invoice_issue,
    line_short_close,
    sales_return_cancel,
    sales_return_receive,
    shipment_sign,
)

D = Decimal
FRIDAY = date(2026, 11, 20)
FACTS = {"at": noon(FRIDAY)}


def sign(actor, shipment, quantity):
    return shipment_sign(
        actor=actor,
        shipment=shipment,
        on=FRIDAY,
        signed={part.pk: D(quantity) for part in shipment.lines.all()},
        refused_reason="法兰划伤",
        **FACTS,
    )


def back(actor):
    return sales_return_receive(
        actor=actor, sales_return=SalesReturn.objects.get(), on=FRIDAY, **FACTS
    )


@pytest.fixture
def order(an_order, li_min):
    """3 pieces for 1.00 together, shipped; one of them is refused."""
    order = an_order(("3", "0.3333"))
    stocked(order, actor=li_min)
    sign(li_min, shipped(order, actor=li_min, on=FRIDAY), "2")
    order.refresh_from_db()
    return order


def test_an_order_with_refused_goods_is_not_completed(order):
    assert order.status == OrderStatus.RELEASED


def test_once_back_the_line_is_open_again(order, li_min):
    back(li_min)

    order.refresh_from_db()
    line = order.lines.get()
    assert (line.open_quantity, line.signed_quantity, line.returned_quantity) == (1, 2, 0)
    assert (line.shipped_amount, order.shipped_amount) == (D("0.67"), D("0.67"))
    assert order.status == OrderStatus.RELEASED
    assert available([line.product_id])[line.product_id].promised == 1


def test_shipped_anew_and_signed_for_it_is_completed_and_worth_what_was_ordered(order, li_min):
    back(li_min)
    again = shipped(order, actor=li_min, on=FRIDAY)
    shipment_sign(actor=li_min, shipment=again, on=FRIDAY, **FACTS)

    order.refresh_from_db()
    line = order.lines.get()
    assert order.status == OrderStatus.CLOSED
    assert (line.shipped_quantity, line.signed_quantity) == (3, 3)
    assert line.shipped_amount == line.receivable_amount == line.gross_amount == D("1.00")
    owed = sum(item.open_amount for item in Receivable.objects.all())
    moved = SalesMovement.objects.filter(kind__in=[MovementKind.SHIPPED, MovementKind.RETURNED])
    assert owed == sum(each.gross_amount for each in moved) == D("1.00")
    assert sum(each.net_amount for each in moved) == line.net_amount
    assert sum(each.cost_amount for each in moved) == line.cost_amount


def test_short_closed_instead_it_is_completed_too(order, li_min):
    back(li_min)
    line_short_close(actor=li_min, line=order.lines.get(), reason="客户不要了", **FACTS)

    order.refresh_from_db()
    line = order.lines.get()
    assert order.status == OrderStatus.CLOSED
    assert line.shipped_amount + line.short_closed_amount == line.gross_amount
    moved = SalesMovement.objects.exclude(kind=MovementKind.CONFIRMED)
    kept = line.net_amount - sum(
        each.net_amount for each in moved.filter(kind__in=["shipped", "returned"])
    )
    assert -moved.get(kind=MovementKind.CHANGED).net_amount == kept


def test_kept_after_all_it_is_completed(order, li_min):
    sales_return_cancel(
        actor=li_min, sales_return=SalesReturn.objects.get(), reason="客户收下了", **FACTS
    )

    order.refresh_from_db()
    assert order.status == OrderStatus.CLOSED


@pytest.mark.parametrize(("sent_again", "is_due"), [(None, True), ("1", False)])
def test_a_red_letter_is_due_until_what_was_refused_and_invoiced_left_again(
    an_order, li_min, sent_again, is_due
):
    order = an_order(("3", "113"))
    stocked(order, actor=li_min)
    gone = shipped(order, actor=li_min, on=FRIDAY)
    rows = [InvoiceRow(order.lines.get(), D(3))]
    bill = invoice_apply(actor=li_min, customer=order.customer, rows=rows, on=FRIDAY, **FACTS)
    invoice_issue(actor=li_min, invoice=bill, number="2" * 20, on=FRIDAY, **FACTS)
    sign(li_min, gone, "2")
    assert back(li_min).needs_red_letter

    if sent_again:
        shipped(order, actor=li_min, on=FRIDAY, quantities={1: D(sent_again)})

    assert SalesReturn.objects.get().needs_red_letter is is_due
