"""Rounding, the tax of a line, and parts that add up to their whole."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

CENT = Decimal("0.01")
# Wide enough for quantity × price × (1 + rate) of the widest fields; the default of 28 is not.
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


class Amounts(NamedTuple):
    """One line's amounts; ``net + tax == gross`` always."""

    net: Decimal
    tax: Decimal
    gross: Decimal

    def __neg__(self) -> "Amounts":
        return Amounts(-self.net, -self.tax, -self.gross)


def _half_up(value: Decimal | int | str, step: Decimal) -> Decimal:
    if isinstance(value, float):
        raise TypeError("Money is never a float.")
    return Decimal(value).quantize(step, rounding=ROUND_HALF_UP, context=_WIDE) + 0


def round_money(value: Decimal | int | str) -> Decimal:
    """Two places, half away from zero, as the trade rounds."""
    return _half_up(value, CENT)


def round_price(value: Decimal | int | str) -> Decimal:
    """Four places, half-up: a unit price."""
    return _half_up(value, Decimal("0.0001"))


def round_quantity(value: Decimal | int | str) -> Decimal:
    """Three places, half-up."""
    return _half_up(value, Decimal("0.001"))


def untaxed_price(unit_price: Decimal, tax_rate: Decimal) -> Decimal:
    """The price without tax of a price with tax, kept to eight places."""
    return _half_up(_WIDE.divide(unit_price, 1 + tax_rate), Decimal("0.00000001"))


def line_amounts(
    *, quantity: Decimal, unit_price: Decimal, tax_rate: Decimal, includes_tax: bool
) -> Amounts:
    """The rounded amounts of one line, from a price with or without tax.

    Whichever way the price is given, ``tax == gross − round(gross ÷ (1 + rate))``.
    """
    amount = round_money(_WIDE.multiply(Decimal(quantity), Decimal(unit_price)))
    factor = 1 + Decimal(tax_rate)
    if includes_tax:
        net = round_money(_WIDE.divide(amount, factor))
        return Amounts(net, amount - net, amount)
    gross = round_money(_WIDE.multiply(amount, factor))
    return Amounts(amount, gross - amount, gross)


def allocate(total: Decimal, weights: Sequence[Decimal | int]) -> list[Decimal]:
    """The total in cents by weight, largest remainders first; the parts add up to the total.

    Weights that are all zero share alike; a tie goes to the earlier part. Refuses negative
    weights and a total with fractions of a cent.
    """
    if not weights:
        raise ValueError("Nothing to allocate to.")
    shares = [Decimal(weight) for weight in weights]
    if min(shares) < 0:
        raise ValueError("A weight is never negative.")
    if total != round_money(total):
        raise ValueError("Only whole cents can be allocated.")
    if not any(shares):
        shares = [Decimal(1)] * len(shares)
    whole = sum(shares)
    sign = -1 if total < 0 else 1
    exact = [_WIDE.divide(_WIDE.multiply(abs(total), share), whole) for share in shares]
    parts = [part.quantize(CENT, rounding=ROUND_DOWN, context=_WIDE) for part in exact]
    missing = int((abs(total) - sum(parts)) / CENT)
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for index in by_remainder[:missing]:
        parts[index] += CENT
    return [sign * part + 0 for part in parts]
