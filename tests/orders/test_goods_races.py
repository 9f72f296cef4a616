"""Two storekeepers, two accountants: what locks keep apart, and that without them it breaks."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import close_old_connections, connection, transaction

from core.errors import BusinessError
from orders.enums import StockKind
from orders.factories import WarehouseFactory, noon, shipped, stocked
from orders.models import Receipt, Receivable, StockBalance
from orders.services import StockRow, receipt_allocate, receipt_register, stock_receive
from orders.services.stock import stock_reserve
from products.factories import ProductFactory

D = Decimal
FRIDAY = date(2026, 11, 20)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: nothing to race with")


def at_once(*deeds):
    """Run the deeds at the same moment; the refusals they met."""
    ready, refusals = threading.Barrier(len(deeds)), []

    def run(deed):
        try:
            ready.wait(timeout=10)
            deed()
        except BusinessError as refusal:
            refusals.append(refusal.code)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return refusals


@pytest.fixture
def ten_pumps(ma_qiang):
    pump = ProductFactory()
    stock_receive(
        actor=ma_qiang,
        warehouse=WarehouseFactory(),
        kind=StockKind.PRODUCTION_IN,
        rows=[StockRow(pump, D(10))],
        on=FRIDAY,
        at=noon(FRIDAY),
    )
    return pump


def test_two_storekeepers_never_set_aside_more_than_lies_there(ten_pumps):
    warehouse = WarehouseFactory()

    def seven():
        with transaction.atomic():
            stock_reserve(warehouse, {ten_pumps: D(7)})

    assert at_once(seven, seven) == ["stock"]
    assert StockBalance.objects.get().reserved == D(7)


def test_without_the_lock_one_of_them_is_forgotten(ten_pumps):
    both_read = threading.Barrier(2)

    def seven():
        with transaction.atomic():
            balance = StockBalance.objects.get(product=ten_pumps)
            both_read.wait(timeout=10)
            assert balance.on_hand - balance.reserved >= 7
            balance.reserved += D(7)
            balance.save(update_fields=["reserved"])

    assert at_once(seven, seven) == []
    assert StockBalance.objects.get().reserved == D(7)  # fourteen were promised


def test_crossing_orders_of_products_do_not_wait_for_each_other(ten_pumps, ma_qiang):
    other = ProductFactory()
    warehouse = WarehouseFactory()
    stock_receive(
        actor=ma_qiang,
        warehouse=warehouse,
        kind=StockKind.PRODUCTION_IN,
        rows=[StockRow(other, D(10))],
        on=FRIDAY,
        at=noon(FRIDAY),
    )

    def reserve(*products):
        def deed():
            for _ in range(4):
                with transaction.atomic():
                    stock_reserve(warehouse, {product: D(1) for product in products})

        return deed

    assert at_once(reserve(ten_pumps, other), reserve(other, ten_pumps)) == []
    assert [each.reserved for each in StockBalance.objects.all()] == [D(8), D(8)]


@pytest.fixture
def owed(an_order, li_min):
    """565.00 owed, and a receipt of 1,000.00."""
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipped(order, actor=li_min, quantities={1: D(5)})
    receipt = receipt_register(
        actor=li_min,
        customer=order.customer,
        amount=D("1000.00"),
        received_on=FRIDAY,
        at=noon(FRIDAY),
    )
    return order, receipt


def test_two_accountants_settle_an_item_once(owed, li_min):
    _order, receipt = owed

    def settle():
        receipt_allocate(actor=li_min, receipt=receipt, on=FRIDAY, at=noon(FRIDAY))

    assert at_once(settle, settle) == ["nothing_open"]
    item, receipt = Receivable.objects.get(), Receipt.objects.get()
    assert (item.open_amount, receipt.free_amount) == (D("0.00"), D("435.00"))
    assert [each.amount for each in item.allocations.all()] == [D("565.00")]


def test_two_receipts_never_settle_more_than_is_owed(owed, li_min):
    order, first = owed
    second = receipt_register(
        actor=li_min,
        customer=order.customer,
        amount=D("500.00"),
        received_on=FRIDAY,
        at=noon(FRIDAY),
    )

    def settle(receipt):
        return lambda: receipt_allocate(actor=li_min, receipt=receipt, on=FRIDAY, at=noon(FRIDAY))

    at_once(settle(first), settle(second))
    item = Receivable.objects.get()
    assert item.open_amount == D("0.00")
    assert sum(each.amount for each in item.allocations.all()) == D("565.00")
    for receipt in Receipt.objects.all():
        allocated = sum(each.amount for each in receipt.allocations.all())
        assert receipt.amount == allocated + receipt.free_amount


def test_without_the_lock_both_take_the_whole_item(owed):
    both_read = threading.Barrier(2)
    taken = []

    def settle():
        with transaction.atomic():
            item = Receivable.objects.get()
            both_read.wait(timeout=10)
            taken.append(item.open_amount)
            item.open_amount = D("0.00")
            item.save(update_fields=["open_amount"])

    at_once(settle, settle)
    assert taken == [D("565.00"), D("565.00")]
