"""What is written as one statement on an order's way, against plain loops over all rows."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from customers.models import Customer
from orders.enums import OrderStatus, ReceiptStatus, ReceivableSource
from orders.models import (
    Order,
    OrderLine,
    Receipt,
    Receivable,
    SalesPolicy,
    StockBalance,
    Warehouse,
)
from orders.selectors.availability import Available, available
from orders.selectors.credit import credit_of
from orders.selectors.pricing import LastPrice, last_prices
from products.models import Product
from tests.reports.conftest import money

__all__ = ["money"]
D = Decimal
ON = date(2026, 4, 1)
RATES = (D(1), D(1), D("7.1234"))
OPEN = ("confirmed", "released")


@pytest.fixture
def trade(money):
    """Orders in every state, partly shipped, invoiced, sent back and closed short; stock; money."""
    dice = Random(5)
    for order in Order.objects.order_by("pk"):
        order.status = dice.choice(list(OrderStatus))
        order.exchange_rate = dice.choice(RATES)
        order.gross_amount = order.net_amount = D(dice.randrange(1, 10**8)) / 100
        if order.exchange_rate != 1:  # what is stated in dollars is no part of what is owed
            order.currency = "USD"
            order.foreign_gross_amount = order.foreign_net_amount = D("1.00")
        order.tax_amount = D(0)
        order.shipped_amount = _part(dice, order.gross_amount)
        order.invoiced_amount = _part(dice, order.gross_amount)
        order.short_closed_amount = _part(dice, order.gross_amount - order.shipped_amount)
        order.save()
        for line in order.lines.all():
            line.quantity = D(dice.randrange(1, 10**5)) / 1000
            line.shipped_quantity = dice.choice((D(0), line.quantity, _third(line.quantity)))
            rest = line.quantity - line.shipped_quantity
            line.short_closed_quantity = dice.choice((D(0), rest, _third(rest)))
            line.gross_amount = line.net_amount = D(dice.randrange(1, 10**7)) / 100
            line.tax_amount = D(0)
            line.invoiced_amount = _part(dice, line.gross_amount)
            line.returned_amount = _part(dice, line.gross_amount) if dice.random() < 0.2 else D(0)
            line.short_closed_amount = D(0)
            line.save()
    for receipt in Receipt.objects.all():
        receipt.free_amount = _part(dice, receipt.amount)
        receipt.save()
    houses = [Warehouse.objects.create(code=f"W{n}", name=f"W{n}") for n in range(2)]
    for product in Product.objects.order_by("pk")[1:]:
        for house in houses:
            amount = D(dice.randrange(0, 10**6)) / 1000
            StockBalance.objects.create(warehouse=house, product=product, on_hand=amount)


def _part(dice, amount):
    return (amount * dice.choice((0, 0, 1, 3)) / 3).quantize(D("0.01"))


def _third(quantity):
    return (quantity / 3).quantize(D("0.001"))


def promised(product, leaving_out):
    """What open orders still wait for, line by line."""
    total = D(0)
    for line in OrderLine.objects.filter(product=product).select_related("order"):
        rest = line.quantity - line.shipped_quantity - line.short_closed_quantity
        if line.order.status in OPEN and rest > 0 and line.order_id != leaving_out:
            total += rest
    return total


def test_stock_and_promises_are_what_the_rows_add_up_to(trade):
    products = list(Product.objects.all())
    some = Order.objects.filter(status="released").earliest("pk").pk
    for leaving_out in (None, some):
        found = available([product.pk for product in products], leaving_out=leaving_out)
        assert set(found) == {product.pk for product in products}
        for product in products:
            on_hand = sum((b.on_hand for b in StockBalance.objects.filter(product=product)), D(0))
            assert found[product.pk] == Available(on_hand, promised(product, leaving_out))
    assert any(promised(product, None) != promised(product, some) for product in products)
    assert available([]) == {}


def newest_sold(customer, product, leaving_out):
    """The line of the latest order that was verified and still counts."""
    lines = OrderLine.objects.filter(product=product, order__customer=customer)
    sold = [
        line
        for line in lines.select_related("order")
        if line.order.status in (*OPEN, "closed")
        and line.order_id != leaving_out
        and line.movements.filter(kind="confirmed").exists()
    ]
    return max(sold, key=lambda x: (x.order.ordered_on, x.order_id, -x.position), default=None)


def test_the_last_price_is_that_of_the_latest_verified_order(trade):
    products = list(Product.objects.all())
    some = Order.objects.filter(status="released").earliest("pk").pk
    told = 0
    for customer in Customer.objects.all():
        for leaving_out in (None, some):
            found = last_prices(customer, [each.pk for each in products], before=leaving_out)
            wanted = {each.pk: newest_sold(customer, each, leaving_out) for each in products}
            assert found == {
                pk: LastPrice(
                    line.unit_price,
                    line.includes_tax,
                    line.tax_rate,
                    line.order.ordered_on,
                    line.order_id,
                    line.order.number or "",
                    line.order.exchange_rate,
                )
                for pk, line in wanted.items()
                if line is not None
            }
            told += len(found)
    assert told > 1


@pytest.mark.parametrize("basis", [ReceivableSource.SHIPMENT, ReceivableSource.INVOICE])
def test_a_customers_credit_is_what_the_rows_add_up_to(trade, basis):
    policy = SalesPolicy(receivable_basis=basis, grace_days=20)
    late = ON - timedelta(days=20)
    some = Order.objects.filter(status="released").earliest("pk")
    seen = set()
    for customer in Customer.objects.all():
        leaving_out = some.pk if some.customer_id == customer.pk else None
        credit = credit_of(customer, on=ON, policy=policy, leaving_out=leaving_out)
        items = list(Receivable.objects.filter(customer=customer))
        owed = sum((item.open_amount for item in items), D(0))
        receipts = Receipt.objects.filter(customer=customer, status=ReceiptStatus.REGISTERED)
        free = sum((receipt.free_amount for receipt in receipts), D(0))
        owing = [item for item in items if item.open_amount > 0]
        overdue = sum((item.open_amount for item in owing if item.due_on < ON), D(0))
        beyond = sum((item.open_amount for item in owing if item.due_on < late), D(0))
        beyond = max(min(beyond, owed - free), D(0))
        assert credit.receivable == owed - free
        assert (credit.overdue, credit.beyond_grace) == (overdue, beyond)
        assert credit.under_way == under_way(customer, basis, leaving_out)
        assert credit.left == credit.limit - credit.receivable - credit.under_way
        seen.add((overdue > 0, free > 0, credit.under_way > 0))
    assert len(seen) > 1


def under_way(customer, basis, leaving_out):
    """Ordered and not yet owed, in CNY."""
    total = D(0)
    for order in Order.objects.filter(customer=customer):
        if order.pk == leaving_out:
            continue
        by_invoice = basis == ReceivableSource.INVOICE
        if order.status in OPEN:
            arisen = order.invoiced_amount if by_invoice else order.shipped_amount
            total += order.gross_amount - arisen - order.short_closed_amount
        if not by_invoice:
            continue
        for line in order.lines.all():
            if order.status == "closed":
                total += line.gross_amount - line.invoiced_amount - line.short_closed_amount
            if order.status in (*OPEN, "closed"):
                total -= line.returned_amount
    return total
