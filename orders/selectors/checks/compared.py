"""Each line's price beside those it is judged by, for whoever verifies it."""

from dataclasses import dataclass
from decimal import Decimal

from orders.models import OrderLine
from orders.selectors.pricing import LastPrice, deviation, far_from_last, far_from_list

from .asked import Asked


@dataclass(frozen=True)
class LineCompared:
    """A line with list, floor and last price as it reads them, and how far it is off."""

    line: OrderLine
    listed: Decimal
    floor: Decimal
    off_list: Decimal | None
    is_off_list: bool
    last: LastPrice | None
    last_price: Decimal | None
    off_last: Decimal | None
    is_off_last: bool

    @property
    def is_under_floor(self) -> bool:
        """Below what it may be sold for."""
        return self.line.unit_price < self.floor

    @property
    def is_other_tax(self) -> bool:
        """Taxed otherwise than the product."""
        return self.line.tax_rate != self.line.product.tax_rate


def lines_compared(asked: Asked) -> list[LineCompared]:
    """Every line of the order; no query besides those of the checks."""
    return [_compared(asked, line) for line in asked.lines]


def _compared(asked: Asked, line: OrderLine) -> LineCompared:
    listed, before = asked.reads(line.product.list_price, line), asked.last_of(line)
    off_list = deviation(line.unit_price, listed)
    off_last = None if before is None else deviation(line.unit_price, before)
    return LineCompared(
        line=line,
        listed=listed,
        floor=asked.reads(line.product.floor_price, line),
        off_list=off_list,
        is_off_list=off_list is not None and far_from_list(off_list, asked.policy),
        last=asked.last.get(line.product_id),
        last_price=before,
        off_last=off_last,
        is_off_last=off_last is not None and far_from_last(off_last, asked.policy),
    )
