"""What lies in stock and when a line can be delivered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core import calendar
from core.database import ask, marks, sum_of
from orders.enums import ORDER_OPEN
from products.models import Product

ZERO = Decimal(0)
# Whether its order is open is asked line by line, so that the indexes of open lines and of open
# orders answer it and no table is read whole.
STOCK_AND_PROMISES = """
SELECT product_id, SUM(on_hand), SUM(promised) FROM (
    SELECT product_id, on_hand, 0 AS promised FROM orders_stockbalance
    WHERE product_id IN (%(products)s)
    AND warehouse_id IN (SELECT id FROM orders_warehouse WHERE use = 'sale')
    UNION ALL
    SELECT line.product_id, 0, line.quantity - line.shipped_quantity - line.short_closed_quantity
    FROM orders_orderline line
    WHERE line.product_id IN (%(products)s) AND line.order_id <> %%s
    AND line.quantity > ROUND((line.shipped_quantity + line.short_closed_quantity), 3)
    AND (SELECT 1 FROM orders_order WHERE id = line.order_id AND status IN (%(open)s)) = 1
) AS both_sides GROUP BY product_id
"""


@dataclass(frozen=True)
class Available:
    """Stock of a product over all warehouses whose goods are for sale."""

    on_hand: Decimal = ZERO
    promised: Decimal = ZERO

    @property
    def free(self) -> Decimal:
        """What may be sold: on hand less what open orders still wait for."""
        return self.on_hand - self.promised


Stock = Mapping[int, Available]


def available(products: Iterable[int], *, leaving_out: int | None = None) -> dict[int, Available]:
    """On hand, and promised to other open orders, of each product."""
    wanted = sorted(set(products))
    if not wanted:
        return {}
    statement = STOCK_AND_PROMISES % {"products": marks(wanted), "open": marks(ORDER_OPEN)}
    values = [*wanted, *wanted, leaving_out or 0, *ORDER_OPEN]
    found = {
        pk: Available(sum_of(on_hand, 3), sum_of(promised, 3))
        for pk, on_hand, promised in ask(statement, values)
    }
    return {pk: found.get(pk, Available()) for pk in wanted}


def earliest_dates(
    wanted: Sequence[tuple[Product, Decimal]],
    *,
    on: date,
    leaving_out: int | None = None,
    stock: Stock | None = None,
) -> list[date]:
    """For each product and quantity the first day it can leave: now from stock, else lead days.

    Lines of one order share the stock in their order; lead days are working days.
    """
    products = {product.pk for product, _quantity in wanted}
    there = available(products, leaving_out=leaving_out) if stock is None else stock
    free = {pk: there[pk].free for pk in products}
    today = on if calendar.is_working_day(on) else calendar.add_working_days(on, 1)
    after: dict[int, date] = {}
    dates = []
    for product, quantity in wanted:
        if free[product.pk] >= quantity:
            free[product.pk] -= quantity
            dates.append(today)
            continue
        if product.lead_days not in after:
            after[product.lead_days] = calendar.add_working_days(on, product.lead_days)
        dates.append(after[product.lead_days])
    return dates
