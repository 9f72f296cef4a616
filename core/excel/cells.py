"""What a value becomes in a cell, by the kind of its column."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONGEST_TEXT = 32_767
EXACT_DIGITS = 15
LARGEST_EXACT = 1e13
LAST_NARROW = 0x2E7F

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ACTS = ("=", "+", "-", "@", "\t", "\r")

NUMBER_FORMATS = {
    "money": "#,##0.00",
    "price": "#,##0.0000",
    "quantity": "#,##0.###",
    "integer": "#,##0",
    "rate": "0.0#%",
    "percent": "0.0%",
    "number": "General",
    "date": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm",
}
WIDTHS = {
    "money": 14,
    "price": 13,
    "quantity": 11,
    "integer": 9,
    "rate": 8,
    "percent": 8,
    "number": 12,
    "date": 11,
    "datetime": 17,
    "code": 16,
    "bool": 7,
    "status": 10,
}
NUMERIC = frozenset({"money", "price", "quantity", "integer", "rate", "percent", "number"})


@dataclass(frozen=True)
class SheetColumn:
    """One column of a sheet to write; ``total`` adds it up in the last row, or says why not."""

    heading: str
    kind: str = "text"
    width: float = 0
    total: bool | str = False

    @property
    def number_format(self) -> str:
        """The format of Excel, '' for text."""
        return NUMBER_FORMATS.get(self.kind, "")

    @property
    def column_width(self) -> float:
        """Wide enough for the heading and the usual value; a CJK letter counts twice."""
        return self.width or max(WIDTHS.get(self.kind, 22), min(places_of(self.heading) + 3, 40))


def places_of(text: str) -> int:
    """How wide a text stands: a Chinese character takes two places."""
    return sum(2 if ord(letter) > LAST_NARROW else 1 for letter in text)


class Ready(list[Any]):
    """Values of one column that a sheet takes as they are: floats, or texts ``as_text`` gave."""


def as_text(value: Any) -> str | None:
    """Text that a sheet can hold; what begins with = + - @ stays what it is, a text."""
    if value is None or value == "":
        return None
    text = value if type(value) is str else str(value)
    if _CONTROL.search(text):
        text = _CONTROL.sub("", text)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def as_number(value: Any) -> Any:
    """A number; one of more than 15 digits as text, for a cell would round it."""
    kind = type(value)
    if kind is Decimal:
        number = float(value)
        if -LARGEST_EXACT < number < LARGEST_EXACT or len(value.as_tuple().digits) <= EXACT_DIGITS:
            return number
        return str(value)
    if kind is float or value is None:
        return value
    if kind is int:
        return value if abs(value) < 10**EXACT_DIGITS else str(value)
    return as_text(value)


def as_moment(value: Any) -> Any:
    """An instant on the clock of Shanghai; Excel knows no zones."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(SHANGHAI).replace(tzinfo=None)
    return value if isinstance(value, date | datetime) else as_text(value)


def as_yes(value: Any) -> str | None:
    """Yes or no in the reader's language."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return as_text(value)


_ONE_BY_ONE: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(NUMERIC, as_number),
    "date": as_moment,
    "datetime": as_moment,
    "bool": as_yes,
}


def column_cells(kind: str, values: Sequence[Any]) -> Sequence[Any]:
    """The cells of one column; values that are all of the usual make are taken together."""
    if type(values) is Ready:
        return values
    if kind in NUMERIC:
        cells = _numbers(values)
    elif kind == "date":
        cells = values if set(map(type, values)) <= {date, type(None)} else None
    elif kind not in _ONE_BY_ONE:
        cells = values if _is_plain(values) else None
    else:
        cells = None
    return cells if cells is not None else list(map(_ONE_BY_ONE.get(kind, as_text), values))


def _numbers(values: Sequence[Any]) -> Sequence[Any] | None:
    """Whole numbers, and decimals as floats; None where one has more than 15 digits."""
    types = set(map(type, values))
    if types <= {float, type(None)}:
        return values
    if types == {int}:
        is_short = max(values) < 10**EXACT_DIGITS and min(values) > -(10**EXACT_DIGITS)
        return values if is_short else None
    if types == {Decimal}:
        there = cells = list(map(float, values))
    elif types == {Decimal, type(None)}:
        cells = [None if value is None else float(value) for value in values]  # type: ignore[misc]
        there = [cell for cell in cells if cell is not None]
    else:
        return None
    return cells if min(there) > -LARGEST_EXACT and max(there) < LARGEST_EXACT else None


def _is_plain(values: Sequence[Any]) -> bool:
    """Whether all of it is text that a sheet can hold as it stands."""
    try:
        together = "".join(values if None not in values else [v for v in values if v is not None])
    except TypeError:
        return False
    return (together.isprintable() or not _CONTROL.search(together)) and (
        len(together) <= LONGEST_TEXT or max(map(len, filter(None, values))) <= LONGEST_TEXT
    )


def csv_text(value: Any) -> str:
    """A cell of a CSV; text that a spreadsheet would compute is quoted by an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_ACTS) else value
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return str(value)
