"""List and floor prices as an order reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.database import ask, marks, sum_of
from core.money import PriceField, RateField, round_price
from customers.models import Customer
from orders.enums import ORDER_COUNTS
from orders.models import SalesPolicy
from products.models import Product


def price_in(
    price: Decimal,
    product: Product,
    *,
    includes_tax: bool,
    tax_rate: Decimal | None = None,
    exchange_rate: Decimal = Decimal(1),
) -> Decimal:
    """A price of the catalogue as a line reads it: with or without tax, in its currency."""
    rate = product.tax_rate if tax_rate is None else tax_rate
    if product.prices_include_tax and not includes_tax:
        price = price / (1 + rate)
    elif includes_tax and not product.prices_include_tax:
        price = price * (1 + rate)
    return round_price(price / exchange_rate)


def deviation(price: Decimal, against: Decimal) -> Decimal | None:
    """By which share a price is above (or, negative, below) another; none against nothing."""
    return (price - against) / against if against else None


def far_from_list(change: Decimal, policy: SalesPolicy) -> bool:
    """Whether a price that is off the list by that share is worth a word."""
    return not -policy.list_price_tolerance <= change * 100 <= policy.price_tolerance


def far_from_last(change: Decimal, policy: SalesPolicy) -> bool:
    """Whether a price that is off the customer's last one by that share is worth a word."""
    return abs(change) * 100 > policy.price_tolerance


@dataclass(frozen=True)
class LastPrice:
    """What this customer paid last."""

    unit_price: Decimal
    includes_tax: bool
    tax_rate: Decimal
    ordered_on: date
    order_id: int
    number: str
    rate: Decimal = Decimal(1)

    def reads(self, *, includes_tax: bool, exchange_rate: Decimal = Decimal(1)) -> Decimal:
        """The price with or without tax, in a currency of that rate."""
        price = self.unit_price
        if self.includes_tax and not includes_tax:
            price = price / (1 + self.tax_rate)
        if includes_tax and not self.includes_tax:
            price = price * (1 + self.tax_rate)
        return round_price(price * self.rate / exchange_rate)


# Written by hand: it is asked whenever an order is checked. What was verified is found by its
# movement, which keeps the customer of its day; the order follows when customers are merged.
NEWEST = """
SELECT product_id, unit_price, includes_tax, tax_rate, ordered_on, order_id, number, exchange_rate
FROM (
SELECT line.product_id, line.unit_price, line.includes_tax, line.tax_rate,
sold.ordered_on, line.order_id, sold.number, sold.exchange_rate,
ROW_NUMBER() OVER (
PARTITION BY line.product_id ORDER BY sold.ordered_on DESC, sold.id DESC, line.position
) AS place
FROM orders_salesmovement moved
JOIN orders_orderline line ON line.id = moved.line_id
JOIN orders_order sold ON sold.id = line.order_id
WHERE moved.kind = 'confirmed' AND moved.product_id IN (%(products)s)
AND moved.customer_id IN (SELECT id FROM customers_customer WHERE id = %%s OR merged_into_id = %%s)
AND sold.customer_id = %%s AND sold.status IN (%(counts)s) AND sold.id <> %%s) newest
WHERE place = 1
"""


def last_prices(
    customer: Customer, products: Iterable[int], *, before: int | None = None
) -> dict[int, LastPrice]:
    """The newest verified price per product to this customer, leaving out order ``before``."""
    wanted = set(products)
    if not wanted:
        return {}
    statement = NEWEST % {"counts": marks(ORDER_COUNTS), "products": marks(wanted)}
    rows = ask(statement, [*wanted, *[customer.pk] * 3, *ORDER_COUNTS, before or 0])
    return {
        product: LastPrice(
            unit_price=sum_of(price, PriceField.places),
            includes_tax=bool(includes_tax),
            tax_rate=sum_of(tax_rate, RateField.places),
            ordered_on=date.fromisoformat(str(day)),
            order_id=order,
            number=number or "",
            rate=sum_of(rate, 6),
        )
        for product, price, includes_tax, tax_rate, day, order, number, rate in rows
    }
