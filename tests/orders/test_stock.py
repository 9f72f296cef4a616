"""Goods in and counted; nothing falls below what is set aside."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import BusinessError, NotAllowed
from orders.enums import StockKind
from orders.factories import MORNING, WarehouseFactory, drawn_up, noon, stocked
from orders.models import StockBalance, StockMovement
from orders.services import StockRow, stock_count, stock_receive
from products.factories import ProductFactory

D = Decimal
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)


def receive(actor, product, quantity, on=FRIDAY, **facts):
    facts.setdefault("kind", StockKind.PRODUCTION_IN)
    return stock_receive(
        actor=actor,
        warehouse=WarehouseFactory(),
        rows=[StockRow(product, D(quantity))],
        on=on,
        at=noon(on),
        **facts,
    )


def count(actor, product, quantity, on=FRIDAY):
    return stock_count(
        actor=actor,
        warehouse=WarehouseFactory(),
        rows=[StockRow(product, D(quantity))],
        on=on,
        at=noon(on),
        note="月末盘点",
    )


def test_goods_taken_in_lie_there(db, ma_qiang):
    pump = ProductFactory()
    assert receive(ma_qiang, pump, "7") == "RK-202611-00001"
    receive(ma_qiang, pump, "0.5", kind=StockKind.PURCHASE_IN)
    assert StockBalance.objects.get().on_hand == D("7.5")
    assert StockMovement.objects.count() == 2


@pytest.mark.parametrize("quantity", ["0", "-1"])
def test_only_positive_quantities_come_in(db, ma_qiang, quantity):
    with pytest.raises(BusinessError):
        receive(ma_qiang, ProductFactory(), quantity)
    assert not StockBalance.objects.exists()


def test_nothing_comes_in_as_shipped(db, ma_qiang):
    with pytest.raises(BusinessError) as refusal:
        receive(ma_qiang, ProductFactory(), "1", kind=StockKind.SHIPMENT_OUT)
    assert refusal.value.field == "kind"


def test_salespeople_take_nothing_in(db, wang_jianguo):
    with pytest.raises(NotAllowed):
        receive(wang_jianguo, ProductFactory(), "1")


def test_a_count_writes_the_difference(db, ma_qiang):
    pump = ProductFactory()
    receive(ma_qiang, pump, "7")
    count(ma_qiang, pump, "5")
    assert StockBalance.objects.get().on_hand == D(5)
    assert StockMovement.objects.get(kind=StockKind.COUNTED).quantity == D(-2)


def test_a_count_that_agrees_moves_nothing(db, ma_qiang):
    pump = ProductFactory()
    receive(ma_qiang, pump, "7")
    count(ma_qiang, pump, "7")
    assert not StockMovement.objects.filter(kind=StockKind.COUNTED).exists()


def test_a_count_below_what_is_set_aside_is_refused(an_order, li_min, ma_qiang):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    drawn_up(order, actor=li_min, quantities={1: D(4)})
    with pytest.raises(BusinessError) as refusal:
        count(ma_qiang, order.lines.get().product, "3")
    assert refusal.value.code == "reserved"
    assert "4" in str(refusal.value)


def count_late(actor, product, quantity):
    """Friday's count, written down on Tuesday."""
    return stock_count(
        actor=actor,
        warehouse=WarehouseFactory(),
        rows=[StockRow(product, D(quantity))],
        on=FRIDAY,
        at=noon(TUESDAY),
    )


def test_a_count_written_down_later_leaves_what_moved_since_alone(db, ma_qiang):
    pump = ProductFactory()
    receive(ma_qiang, pump, "5", on=FRIDAY)
    receive(ma_qiang, pump, "5", on=MONDAY)
    count_late(ma_qiang, pump, "4")
    assert StockBalance.objects.get().on_hand == D(9)
    movement = StockMovement.objects.get(kind=StockKind.COUNTED)
    assert (movement.moved_on, movement.quantity) == (FRIDAY, D(-1))


def test_a_count_dated_back_leaves_no_later_day_short(db, ma_qiang):
    pump = ProductFactory()
    receive(ma_qiang, pump, "5", on=FRIDAY)
    count(ma_qiang, pump, "0", on=MONDAY)
    receive(ma_qiang, pump, "5", on=TUESDAY)
    with pytest.raises(BusinessError) as refusal:
        count_late(ma_qiang, pump, "4")
    assert refusal.value.code == "not_then"
    assert MONDAY.isoformat() in str(refusal.value)  # the day that would be short


def test_balances_are_the_sums_of_their_movements(an_order, li_min):
    order = an_order(("10", "113"), ("4", "50"))
    stocked(order, actor=li_min)
    for balance in StockBalance.objects.all():
        moved = StockMovement.objects.filter(product=balance.product)
        assert sum(moved.values_list("quantity", flat=True)) == balance.on_hand


@pytest.mark.parametrize(("on", "code"), [(MONDAY, "future"), (date(26, 11, 20), "too_early")])
def test_a_day_to_come_or_of_two_digits_is_refused(on, code, db, ma_qiang):
    with pytest.raises(BusinessError) as refusal:
        stock_receive(
            actor=ma_qiang,
            warehouse=WarehouseFactory(),
            kind=StockKind.PRODUCTION_IN,
            rows=[StockRow(ProductFactory(), D(1))],
            on=on,
            at=MORNING,
        )
    assert refusal.value.code == code


def test_papers_are_numbered_by_the_day_they_are_written_like_all_others(db, ma_qiang):
    rows = [StockRow(ProductFactory(), D(1))]
    number = stock_receive(
        actor=ma_qiang,
        warehouse=WarehouseFactory(),
        kind=StockKind.PRODUCTION_IN,
        rows=rows,
        on=date(2025, 12, 31),
        at=noon(date(2026, 1, 4)),
    )

    assert number == "RK-202601-00001"
    assert StockMovement.objects.get().moved_on == date(2025, 12, 31)


def test_what_is_dated_back_asks_the_same_for_one_and_for_many_products(
    db, ma_qiang, django_assert_num_queries
):
    pumps = ProductFactory.create_batch(6)
    for pump in pumps:
        receive(ma_qiang, pump, "5", on=FRIDAY)
        receive(ma_qiang, pump, "5", on=MONDAY)
    store, before = WarehouseFactory(), CaptureQueriesContext(connection)

    def count_back(some):
        rows = [StockRow(pump, D(4)) for pump in some]
        stock_count(actor=ma_qiang, warehouse=store, rows=rows, on=FRIDAY, at=noon(TUESDAY))

    count_back(pumps[:1])
    with before:
        count_back(pumps[1:2])
    with django_assert_num_queries(len(before)):
        count_back(pumps[2:])
