"""Money is exact: fields, arithmetic and how amounts are written."""

from .arithmetic import (
    Amounts,
    allocate,
    line_amounts,
    round_money,
    round_price,
    round_quantity,
    untaxed_price,
)
from .fields import MoneyField, PriceField, QuantityField, RateField, UntaxedPriceField
from .writing import capital_form, format_money, format_price

__all__ = [
    "Amounts",
    "MoneyField",
    "PriceField",
    "QuantityField",
    "RateField",
    "UntaxedPriceField",
    "allocate",
    "capital_form",
    "format_money",
    "format_price",
    "line_amounts",
    "round_money",
    "round_price",
    "round_quantity",
    "untaxed_price",
]
