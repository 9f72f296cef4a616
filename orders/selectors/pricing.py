"""List and floor prices as an order reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.database import ask, marks
from core.money import round_price
from customers.models import Customer
from orders.enums import ORDER_COUNTS
from orders.models import OrderLine, SalesPolicy
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


# Written by hand: it is asked whenever an order is checked.
NEWEST = """
SELECT id FROM (
SELECT line.id, ROW_NUMBER() OVER (
PARTITION BY line.product_id ORDER BY sold.ordered_on DESC, sold.id DESC, line.position
) AS place
FROM orders_order sold JOIN orders_orderline line ON line.order_id = sold.id
WHERE sold.customer_id = %%s AND sold.status IN (%(counts)s) AND sold.id <> %%s
AND line.product_id IN (%(products)s)) newest
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
    lines = ask(statement, [customer.pk, *ORDER_COUNTS, before or 0, *wanted])
    if not lines:
        return {}
    rows = OrderLine.objects.filter(pk__in=[pk for (pk,) in lines]).values_list(
        "product",
        "unit_price",
        "includes_tax",
        "tax_rate",
        "order__ordered_on",
        "order",
        "order__number",
        "order__exchange_rate",
    )
    return {
        product: LastPrice(price, includes_tax, tax_rate, day, order, number or "", rate)
        for product, price, includes_tax, tax_rate, day, order, number, rate in rows
    }
