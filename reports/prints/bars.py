"""The amounts of a grouping as bars, this period above last year's, drawn without a script."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.excel.cells import places_of

from .sheet import name_of, ten_thousand

TOP = 10
STEP = 22
PLACES = 18
WIDTH = 420  # of the widest bar; names stand before it, amounts behind it
NAMES = 140  # the room before the bars


@dataclass(frozen=True)
class Bar:
    """One group: its place, the lengths of its bars and what is written beside them."""

    name: str
    y: int
    now: float
    last_year: float
    text: str

    @property
    def middle(self) -> int:
        return self.y + 12

    @property
    def first(self) -> int:
        return self.y + 2

    @property
    def second(self) -> int:
        return self.y + 13

    @property
    def end(self) -> float:
        return NAMES + max(self.now, self.last_year) + 6


@dataclass(frozen=True)
class Bars:
    """The largest groups."""

    bars: list[Bar]
    height: int


def short(name: str) -> str:
    """As much of a name as stands before a bar; a Chinese character takes two places."""
    room, kept = PLACES, ""
    for letter in name:
        room -= places_of(letter)
        if room < 0:
            return kept + "…"
        kept += letter
    return kept


def bars_of(rows: list[dict[str, Any]]) -> Bars | None:
    """The ten largest groups; nothing to draw for fewer than two."""
    shown = [row for row in rows if Decimal(row["amount"]) > 0][:TOP]
    if len(shown) < 2:
        return None
    amounts = [
        (Decimal(row["amount"]), max(Decimal(row["last_year"]["amount"]), Decimal(0)))
        for row in shown
    ]
    widest = max(max(pair) for pair in amounts)
    bars = [
        Bar(
            short(name_of(row["label"])),
            place * STEP,
            round(float(now / widest * WIDTH), 1),
            round(float(last / widest * WIDTH), 1),
            ten_thousand(now),
        )
        for place, (row, (now, last)) in enumerate(zip(shown, amounts, strict=True))
    ]
    return Bars(bars, len(bars) * STEP)
