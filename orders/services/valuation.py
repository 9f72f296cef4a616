"""What a part of a line is worth: the parts add up to their whole, to the cent."""

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from core.money import Amounts, round_money

_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
NOTHING = Decimal("0.00")


class Worth(NamedTuple):
    """Amounts and cost of a quantity of goods."""

    net: Decimal = NOTHING
    gross: Decimal = NOTHING
    cost: Decimal = NOTHING

    @property
    def tax(self) -> Decimal:
        return self.gross - self.net

    @property
    def amounts(self) -> Amounts:
        return Amounts(self.net, self.tax, self.gross)

    def __neg__(self) -> "Worth":
        return Worth(-self.net, -self.gross, -self.cost)

    def plus(self, other: "Worth") -> "Worth":
        """Both together."""
        return Worth(self.net + other.net, self.gross + other.gross, self.cost + other.cost)


def worth_of_part(
    whole: Worth,
    *,
    total: Decimal,
    quantity: Decimal,
    done_quantity: Decimal = NOTHING,
    done: Worth = Worth(),  # noqa: B008  (an immutable nothing)
) -> Worth:
    """What the next ``quantity`` out of ``total`` is worth, after parts worth ``done``.

    Cumulative: the worth of everything up to and with this part is rounded once, and what was
    counted before is taken off. So the last part takes the rest, whatever the parts were.
    """
    reached = done_quantity + quantity

    def share(amount: Decimal, counted: Decimal) -> Decimal:
        upto = amount if reached >= total else round_money(_WIDE.divide(amount * reached, total))
        return min(max(upto - counted, NOTHING), max(amount - counted, NOTHING))

    gross = share(whole.gross, done.gross)
    net = min(share(whole.net, done.net), gross)
    return Worth(net, gross, share(whole.cost, done.cost))
