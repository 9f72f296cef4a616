"""Goods coming back: worth as they went out, credit where money is owed."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import BusinessError
from core.ui import inbox
from orders.enums import (
    Disposition,
    MovementKind,
    ReceivableSource,
    ReturnStatus,
    WarehouseUse,
)
from orders.factories import MORNING, draft_order, noon, shipped, stocked
from orders.menu.goods import rows_returns
from orders.models import (
    Order,
    Receivable,
    SalesMovement,
    SalesPolicy,
    StockBalance,
    StockMovement,
    Warehouse,
)
from orders.selectors.availability import available
from orders.services import (
    Confirmation,
    InvoiceRow,
    RedRow,
    ReturnRow,
    ShipmentRow,
    invoice_apply,
    invoice_issue,
    invoice_reverse,
    receipt_allocate,
    receipt_register,
    sales_return_cancel,
    sales_return_create,
    sales_return_receive,
    shipment_create,
)

D = Decimal
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def gone(an_order, li_min):
    """Ten pumps at 113.00 that left on Friday."""
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    return shipped(order, actor=li_min)


def draw_up(actor, shipment, quantity, disposition=Disposition.GOOD):
    rows = [ReturnRow(shipment.lines.get(), D(quantity), disposition)]
    return sales_return_create(
        actor=actor, shipment=shipment, rows=rows, reason="泵体渗漏", at=MORNING
    )


def receive(actor, sales_return, on=MONDAY):
    return sales_return_receive(actor=actor, sales_return=sales_return, on=on, at=noon(on))


def test_good_pieces_lie_in_the_warehouse_again(gone, li_min, ma_qiang):
    back = receive(ma_qiang, draw_up(li_min, gone, "2"))
    assert (back.number, back.status, back.returned_on) == (
        "TH-202611-00001",
        ReturnStatus.RECEIVED,
        MONDAY,
    )
    assert StockBalance.objects.get().on_hand == D(2)


@pytest.mark.parametrize(
    ("disposition", "use"),
    [
        (Disposition.SCRAP, WarehouseUse.SCRAP),
        (Disposition.REPAIR, WarehouseUse.REPAIR),
    ],
)
def test_what_is_not_for_sale_lies_in_a_place_of_its_own(gone, li_min, disposition, use):
    back = receive(li_min, draw_up(li_min, gone, "2", disposition))

    movement = StockMovement.objects.get(document=back.number)
    assert (movement.warehouse.use, movement.quantity) == (use, D(2))
    lying = {each.warehouse.use: each.on_hand for each in StockBalance.objects.all()}
    assert lying == {WarehouseUse.SALE: D(0), use: D(2)}
    product = movement.product
    assert available([product.pk])[product.pk].on_hand == D(0)


def test_scrap_never_lies_where_goods_are_sold_though_the_code_is_taken(gone, li_min):
    Warehouse.objects.create(code="BF", name="北方库")
    with pytest.raises(BusinessError, match="待报废") as refusal:
        receive(li_min, draw_up(li_min, gone, "2", Disposition.SCRAP))
    assert refusal.value.code == "no_place"
    Warehouse.objects.create(code="F2", name="废品", use=WarehouseUse.SCRAP)
    back = draw_up(li_min, gone, "2", Disposition.SCRAP)
    assert StockMovement.objects.get(document=receive(li_min, back).number).warehouse.code == "F2"


def test_what_is_not_for_sale_is_not_shipped(gone, an_order, li_min):
    receive(li_min, draw_up(li_min, gone, "2", Disposition.SCRAP))
    order = draft_order(actor=li_min)
    Order.objects.filter(pk=order.pk).update(status="released", number="SO-202611-90001")
    order.refresh_from_db()
    with pytest.raises(BusinessError) as refusal:
        shipment_create(
            actor=li_min,
            order=order,
            warehouse=Warehouse.objects.get(use=WarehouseUse.SCRAP),
            rows=[ShipmentRow(order.lines.get(), D(1))],
            at=MORNING,
        )
    assert refusal.value.code == "not_for_sale"


def test_a_return_counts_on_its_own_day(gone, li_min):
    receive(li_min, draw_up(li_min, gone, "2"))
    movement = SalesMovement.objects.get(kind=MovementKind.RETURNED)
    assert (movement.moved_on, movement.quantity) == (MONDAY, D(-2))
    assert (movement.net_amount, movement.gross_amount) == (D("-200.00"), D("-226.00"))
    assert movement.cost_amount == D("-3000.00")
    line = gone.order.lines.get()
    assert (line.returned_quantity, line.returned_amount) == (D(2), D("226.00"))
    assert line.receivable_amount == D("904.00")


def test_the_credit_lowers_what_the_shipment_is_owed(gone, li_min):
    receive(li_min, draw_up(li_min, gone, "2"))
    item = Receivable.objects.get()
    assert (item.amount, item.open_amount) == (D("1130.00"), D("904.00"))
    assert item.allocations.get().effective_on == MONDAY


def test_what_was_paid_already_becomes_a_credit(gone, li_min):
    receipt = receipt_register(
        actor=li_min,
        customer=gone.customer,
        amount=D("1000.00"),
        received_on=FRIDAY,
        at=noon(FRIDAY),
    )
    receipt_allocate(actor=li_min, receipt=receipt, on=FRIDAY, at=noon(FRIDAY))
    receive(li_min, draw_up(li_min, gone, "2"))
    owed, credit = Receivable.objects.order_by("pk")
    assert owed.open_amount == D("0.00")
    assert (credit.source, credit.amount) == (ReceivableSource.RETURN, D("-96.00"))
    line = gone.order.lines.get()
    assert line.receivable_amount - line.collected_amount == D("-96.00")


def test_the_parts_that_come_back_add_up_to_what_went_out(an_order, li_min):
    order = an_order(("3", "33.3333"))
    stocked(order, actor=li_min)
    shipment = shipped(order, actor=li_min)
    backs = [receive(li_min, draw_up(li_min, shipment, "1")).gross_amount for _ in range(3)]
    assert sum(backs) == D("100.00")
    assert Receivable.objects.get().open_amount == D("0.00")


def test_more_than_was_shipped_does_not_come_back(gone, li_min):
    draw_up(li_min, gone, "8")
    with pytest.raises(BusinessError) as refusal:
        draw_up(li_min, gone, "3")
    assert refusal.value.code == "over_return"


def test_a_given_up_return_frees_its_quantity(gone, li_min):
    drawn = draw_up(li_min, gone, "8")
    sales_return_cancel(actor=li_min, sales_return=drawn, reason="客户留用", at=MORNING)
    assert draw_up(li_min, gone, "10").gross_amount == D("1130.00")


def test_a_received_return_is_not_given_up(gone, li_min):
    back = receive(li_min, draw_up(li_min, gone, "1"))
    with pytest.raises(BusinessError) as refusal:
        sales_return_cancel(actor=li_min, sales_return=back, reason="误登", at=MORNING)
    assert refusal.value.code == "illegal_move"


def test_a_red_letter_is_asked_for_when_it_was_invoiced(gone, li_min):
    line = gone.order.lines.get()
    invoice = invoice_apply(
        actor=li_min,
        customer=gone.customer,
        rows=[InvoiceRow(line, D(10))],
        on=FRIDAY,
        at=noon(FRIDAY),
    )
    invoice_issue(actor=li_min, invoice=invoice, number="1" * 20, on=FRIDAY, at=noon(FRIDAY))
    assert receive(li_min, draw_up(li_min, gone, "2")).needs_red_letter


def test_without_an_invoice_no_red_letter_is_needed(gone, li_min):
    assert not receive(li_min, draw_up(li_min, gone, "2")).needs_red_letter


def test_by_invoice_basis_the_red_letter_brings_the_credit(an_order, li_min):
    SalesPolicy.objects.create(pk=1, receivable_basis=ReceivableSource.INVOICE)
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipment = shipped(order, actor=li_min)
    receive(li_min, draw_up(li_min, shipment, "2"))
    assert not Receivable.objects.exists()


def test_the_red_letter_is_asked_for_until_it_covers_what_came_back(gone, li_min):
    line = gone.order.lines.get()
    friday, monday = {"on": FRIDAY, "at": noon(FRIDAY)}, {"on": MONDAY, "at": noon(MONDAY)}
    rows = [InvoiceRow(line, D(10))]
    invoice = invoice_apply(actor=li_min, customer=gone.customer, rows=rows, **friday)
    invoice_issue(actor=li_min, invoice=invoice, number="1" * 20, **friday)
    back = receive(li_min, draw_up(li_min, gone, "2"))
    page = "/orders/sales-return/?needs_red_letter=1"
    waiting = [row for rows in inbox.Question(rows_returns(li_min)).rows() for row in rows]
    assert [(row.count, row.url) for row in waiting] == [(1, page)]
    confirmed = Confirmation(number="HZ4301", confirmed_on=MONDAY, reason="销货退回")
    facts = {"actor": li_min, "invoice": invoice, "confirmation": confirmed, **monday}
    for number, is_due in (("2", True), ("3", False)):
        rows = [RedRow(invoice.lines.get(), D(1))]
        invoice_reverse(rows=rows, number=number * 20, **facts)
        back.refresh_from_db()
        assert back.needs_red_letter is is_due
    assert not any(inbox.Question(rows_returns(li_min)).rows())
