"""Where each line of an order stands, for the eye."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from orders.enums import ORDER_OPEN
from orders.models import Order, OrderLine

from .lateness import whole_due_on


@dataclass(frozen=True)
class Step:
    """One of the five: so much of so much."""

    label: str
    done: Decimal | None
    whole: Decimal
    percent: int
    is_late: bool = False

    @property
    def is_full(self) -> bool:
        return self.percent >= 100


@dataclass(frozen=True)
class LineShown:
    """A line with its steps."""

    line: OrderLine
    steps: list[Step] = field(default_factory=list)
    late_days: int = 0
    splits: list[Any] = field(default_factory=list)
    whole_due_on: date | None = None


def line_progress(order: Order, *, today: date) -> list[LineShown]:
    """Every line with what was made, shipped, signed, invoiced and collected; two queries."""
    lines = (
        order.lines.select_related("product", "hand_over")
        .prefetch_related("splits")
        .order_by("position")
    )
    return [_shown(order, line, today) for line in lines]


def _shown(order: Order, line: OrderLine, today: date) -> LineShown:
    is_open = order.status in ORDER_OPEN and line.open_quantity > 0
    late = (today - line.confirmed_on).days if is_open and line.confirmed_on else 0
    made = max(line.produced_quantity, line.shipped_quantity)
    steps = [
        _step(_("Made"), made, line.quantity, is_late=late > 0),
        _step(_("Shipped"), line.shipped_quantity, line.quantity),
        _step(_("Signed"), line.signed_quantity, line.quantity),
        _step(_("Invoiced"), line.invoiced_quantity, line.quantity),
        _step(_("Collected"), line.collected_amount, line.gross_amount, is_money=True),
    ]
    return LineShown(line, steps, max(late, 0), list(line.splits.all()), whole_due_on(line))


def _step(
    label: str,
    done: Decimal,
    whole: Decimal,
    *,
    is_late: bool = False,
    is_money: bool = False,
) -> Step:
    percent = int(done * 100 / whole) if whole else 0
    return Step(
        label,
        None if is_money else done,
        whole,
        max(0, min(100, percent)),
        is_late and percent < 100,
    )
