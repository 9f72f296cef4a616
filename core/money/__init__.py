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
from .writing import capital_form, format_money, format_price, format_rate, percent_text

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
    "format_rate",
    "line_amounts",
    "percent_text",
    "round_money",
    "round_price",
    "round_quantity",
    "untaxed_price",
]
