"""What an imported line is worth."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.imports import Row
from core.money import Amounts, line_amounts, round_money, round_price, untaxed_price
from orders.models import Order, OrderLine
from products.models import Product

ONE = Decimal(1)


@dataclass(frozen=True)
class Worth:
    """Price, amounts and cost of one row."""

    unit_price: Decimal
    tax_rate: Decimal
    includes_tax: bool
    amounts: Amounts
    unit_cost: Decimal
    cost_amount: Decimal


def worth_of(row: Row, product: Product) -> Worth:
    """From the amount when the file gives one, else from price and discount."""
    quantity: Decimal = row["quantity"]
    includes_tax = row["includes_tax"] is not False
    tax_rate = product.tax_rate if row["tax_rate"] is None else row["tax_rate"]
    if row["amount"] is not None:
        amount = round_money(row["amount"])
        unit_price = round_price(amount / quantity)
        amounts = line_amounts(
            quantity=ONE, unit_price=amount, tax_rate=tax_rate, includes_tax=includes_tax
        )
    else:
        unit_price = round_price(row["unit_price"] * (ONE - (row["discount"] or Decimal(0))))
        amounts = line_amounts(
            quantity=quantity,
            unit_price=unit_price,
            tax_rate=tax_rate,
            includes_tax=includes_tax,
        )
    unit_cost, cost = _cost(row, product, amounts, quantity)
    return Worth(unit_price, tax_rate, includes_tax, amounts, unit_cost, cost)


def _cost(
    row: Row, product: Product, amounts: Amounts, quantity: Decimal
) -> tuple[Decimal, Decimal]:
    if row["profit"] is not None:
        cost = amounts.net - round_money(row["profit"])
        return round_price(cost / quantity), cost
    unit_cost = product.cost if row["unit_cost"] is None else row["unit_cost"]
    return unit_cost, round_money(unit_cost * quantity)


def line_of(order: Order, position: int, row: Row, product: Product, shipped_on: Any) -> OrderLine:
    """An unsaved line as it was: shipped and signed for when there is a ship date."""
    worth = worth_of(row, product)
    quantity: Decimal = row["quantity"]
    done = quantity if shipped_on else Decimal(0)
    gone = worth.amounts.gross if shipped_on else Decimal(0)
    untaxed = (
        untaxed_price(worth.unit_price, worth.tax_rate) if worth.includes_tax else worth.unit_price
    )
    return OrderLine(
        order=order,
        position=position,
        product=product,
        specification=product.specification,
        unit=product.unit,
        quantity=quantity,
        unit_price=worth.unit_price,
        includes_tax=worth.includes_tax,
        untaxed_price=untaxed,
        tax_rate=worth.tax_rate,
        net_amount=worth.amounts.net,
        tax_amount=worth.amounts.tax,
        gross_amount=worth.amounts.gross,
        unit_cost=worth.unit_cost,
        cost_amount=worth.cost_amount,
        requested_on=row["requested_on"] if row.given("requested_on") else order.requested_on,
        confirmed_on=shipped_on,  # what nobody confirmed to the customer is never late
        produced_quantity=done,
        shipped_quantity=done,
        signed_quantity=done,
        shipped_amount=gone,
        last_signed_on=shipped_on,
    )
