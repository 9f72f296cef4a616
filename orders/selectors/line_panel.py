"""What stands beside the line while it is typed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from customers.models import Customer
from orders.models import Order
from products.models import Product

from .availability import available
from .credit import credit_of
from .policy import sales_policy
from .pricing import deviation, far_from_last, far_from_list, last_prices, price_in
from .same_number import same_customer_number


@dataclass(frozen=True)
class LineAsked:
    """The line under the cursor and the head it stands in."""

    line: str
    product: Product | None
    customer: Customer | None
    order: Order | None
    quantity: Decimal | None
    unit_price: Decimal | None
    includes_tax: bool
    customer_order_number: str
    total: Decimal | None
    exchange_rate: Decimal = Decimal(1)


def line_panel(asked: LineAsked, *, on: date) -> dict[str, Any]:
    """Stock, prices, credit and orders with the same customer's number."""
    shown: dict[str, Any] = {"asked": asked}
    leaving_out = asked.order.pk if asked.order else None
    if asked.product:
        shown["stock"] = _stock(asked, leaving_out)
        shown["price"] = _price(asked, leaving_out)
    if asked.customer:
        credit = credit_of(asked.customer, on=on, policy=sales_policy(), leaving_out=leaving_out)
        shown["credit"] = credit
        wanted = _wanted(asked)
        shown["credit_wanted"] = wanted
        shown["credit_after"] = credit.left - wanted
        shown["duplicates"] = same_customer_number(
            Order(
                pk=leaving_out,
                customer=asked.customer,
                customer_order_number=asked.customer_order_number,
            )
        )
    return shown


def _wanted(asked: LineAsked) -> Decimal:
    """What the order comes to, in CNY: as it is typed, else as it was kept."""
    if asked.total is not None:
        return asked.total
    if asked.order is None:
        return Decimal(0)
    return asked.order.gross_amount


def _stock(asked: LineAsked, leaving_out: int | None) -> dict[str, Any]:
    assert asked.product is not None  # noqa: S101 - asked by the caller
    stock = available([asked.product.pk], leaving_out=leaving_out)[asked.product.pk]
    wanted = asked.quantity or Decimal(0)
    return {
        "on_hand": stock.on_hand,
        "promised": -stock.promised,
        "free": stock.free,
        "wanted": wanted,
        "missing": max(wanted - max(stock.free, Decimal(0)), Decimal(0)),
    }


def _price(asked: LineAsked, leaving_out: int | None) -> dict[str, Any]:
    product = asked.product
    assert product is not None  # noqa: S101 - asked by the caller
    reads: dict[str, Any] = {
        "includes_tax": asked.includes_tax,
        "exchange_rate": asked.exchange_rate,
    }
    floor = price_in(product.floor_price, product, **reads)
    listed = price_in(product.list_price, product, **reads)
    unit_price = listed if asked.unit_price is None else asked.unit_price
    policy = sales_policy()
    off_list = deviation(unit_price, listed)
    shown: dict[str, Any] = {
        "unit_price": unit_price,
        "floor": floor,
        "listed": listed,
        "off_list": off_list,
        "is_off_list": off_list is not None and far_from_list(off_list, policy),
        "under": floor - unit_price if unit_price < floor else None,
    }
    if asked.customer:
        last = last_prices(asked.customer, [product.pk], before=leaving_out).get(product.pk)
        if last:
            before = last.reads(**reads)
            shown["last"] = last
            shown["last_price"] = before
            change = deviation(unit_price, before)
            shown["change"] = change
            shown["is_off_last"] = change is not None and far_from_last(change, policy)
    return shown
