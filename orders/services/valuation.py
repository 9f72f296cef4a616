"""What a part of a line is worth: the parts add up to their whole, to the cent."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, NamedTuple

from django.db.models import Sum

from core.database import exact
from core.money import Amounts, round_money
from orders.models import InvoiceLine, OrderLine, ReturnLine, ShipmentLine

_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
NOTHING = Decimal("0.00")
FOREIGN = ("foreign_net_amount", "foreign_gross_amount")
# The columns of a paper's line that hold its worth, and their sums.
COLUMNS = ("net_amount", "tax_amount", "gross_amount", "cost_amount", *FOREIGN)
SUMS = [Sum(name) for name in ("net_amount", "gross_amount", "cost_amount", *FOREIGN)]


class Worth(NamedTuple):
    """Amounts and cost of a quantity of goods in CNY, and its amounts in the paper's currency.

    A paper in CNY has none of the latter.
    """

    net: Decimal = NOTHING
    gross: Decimal = NOTHING
    cost: Decimal = NOTHING
    foreign_net: Decimal | None = None
    foreign_gross: Decimal | None = None

    @classmethod
    def of(cls, row: OrderLine | ShipmentLine | ReturnLine | InvoiceLine) -> "Worth":
        """What the line of an order or of a paper is worth."""
        own = (row.net_amount, row.gross_amount, row.cost_amount)
        return cls(*own, row.foreign_net_amount, row.foreign_gross_amount)

    @classmethod
    def summed(cls, sums: Iterable[Decimal | None]) -> "Worth":
        """The sums ``SUMS`` as a database gave them."""
        money = exact(2)
        return cls._make(None if value is None else money(value) for value in sums)

    @property
    def tax(self) -> Decimal:
        return self.gross - self.net

    @property
    def amounts(self) -> Amounts:
        return Amounts(self.net, self.tax, self.gross)

    @property
    def columns(self) -> dict[str, Any]:
        """By ``COLUMNS``, as a line of a paper keeps it."""
        return dict(zip(COLUMNS, (*self.amounts, self.cost, *self[3:]), strict=True))

    def __neg__(self) -> "Worth":
        return Worth._make(None if value is None else -value for value in self)

    def plus(self, other: "Worth") -> "Worth":
        """Both together."""
        return Worth._make(_both(a, b) for a, b in zip(self, other, strict=True))


def _both(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return one if other is None else other if one is None else one + other


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
    cost = share(whole.cost, done.cost)
    if whole.foreign_net is None or whole.foreign_gross is None:
        return Worth(net, gross, cost)
    foreign_gross = share(whole.foreign_gross, done.foreign_gross or NOTHING)
    foreign_net = share(whole.foreign_net, done.foreign_net or NOTHING)
    return Worth(net, gross, cost, min(foreign_net, foreign_gross), foreign_gross)
