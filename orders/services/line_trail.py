"""What the trail says of the lines of an order that had been handed in: line by line, from what
to what.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from core.money import format_rate
from orders.models import Order, OrderLine

Facts = dict[str, Any]
Pair = list[Any]
FACTS = (
    "product",
    "specification",
    "quantity",
    "unit_price",
    "tax_rate",
    "requested_on",
    "confirmed_on",
    "splits",
)


def lines_as_kept(order: Order) -> list[Facts]:
    """The lines of a stored order; two queries."""
    lines = order.lines.prefetch_related("splits").order_by("position")
    return [_facts(line, list(line.splits.all())) for line in lines]


def lines_as_typed(lines: Sequence[OrderLine]) -> list[Facts]:
    """The lines about to be written."""
    return [_facts(line, line.deliveries) for line in lines]


def line_changes(before: Sequence[Facts], after: Sequence[Facts]) -> dict[str, Pair]:
    """Every fact that differs, named ``lines.2.quantity``; ``lines.3+`` is a line that is new,
    ``lines.2-`` one that is gone, with the place it had.

    Lines are told apart by their products: one taken out of the middle changes none behind it.
    """
    return {
        f"lines.{place}.{name}": [old.get(name), new.get(name)]
        for place, old, new in _pairs(before, after)
        for name in FACTS
        if old.get(name) != new.get(name)
    }


def _pairs(before: Sequence[Facts], after: Sequence[Facts]) -> Iterator[tuple[str, Facts, Facts]]:
    matcher = SequenceMatcher(
        None, [x["product"] for x in before], [x["product"] for x in after], autojunk=False
    )
    for _tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        both = min(old_to - old_from, new_to - new_from)
        for step in range(both):
            yield f"{new_from + step + 1}", before[old_from + step], after[new_from + step]
        for place in range(old_from + both, old_to):
            yield f"{place + 1}-", before[place], {}
        for place in range(new_from + both, new_to):
            yield f"{place + 1}+", {}, after[place]


def _facts(line: OrderLine, splits: Sequence[Any]) -> Facts:
    return {
        "product": line.product_id,
        "specification": line.specification or None,
        "quantity": _plain(line.quantity),
        "unit_price": _plain(line.unit_price),
        "tax_rate": format_rate(line.tax_rate),
        "requested_on": line.requested_on,
        "confirmed_on": line.confirmed_on,
        "splits": " ".join(_split(split) for split in splits) or None,
    }


def _split(split: Any) -> str:
    written = f"{_plain(split.quantity):f}@{split.requested_on:%Y-%m-%d}"
    return f"{written}>{split.confirmed_on:%Y-%m-%d}" if split.confirmed_on else written


def _plain(number: Decimal) -> Decimal:
    """Without the zeros that only fill the column."""
    return Decimal(number).normalize()
