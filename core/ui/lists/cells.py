"""How a value is written: one small function per kind, put together once per table."""

import datetime
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from html import escape
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.money import format_money, format_rate, round_price

from .columns import Column
from .glyphs import tone_of, toned

DASH = '<span class="bo-t3">—</span>'
MINUS = "\u2212"
Written = Callable[[Any], str]


def write_day(value: datetime.date, today: datetime.date) -> str:
    """Month and day; the year only when it is not this one."""
    return value.strftime("%m-%d" if value.year == today.year else "%Y-%m-%d")


def write_moment(value: datetime.datetime, today: datetime.date) -> str:
    """Day and minute on the office's clock."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{write_day(local.date(), today)} {local:%H:%M}"


def write_price(value: Any) -> str:
    """A unit price with its four places."""
    return f"{round_price(Decimal(value)):,.4f}".replace("-", MINUS)


def write_quantity(value: Any) -> str:
    """As entered: no zeros at the end."""
    text = f"{Decimal(value):,.3f}".rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def write_percent(value: Any) -> str:
    """A fraction as percent with one place."""
    percent = (Decimal(value) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{percent:,}%".replace("-", MINUS)


def write_int(value: Any) -> str:
    return f"{value:,}".replace("-", MINUS)


def writer_of(column: Column, today: datetime.date) -> Written:
    """The function that turns a value that is not empty into escaped HTML."""
    kind = column.kind
    if kind in {"state", "choice"}:
        return _choice_writer(column)
    writers: dict[str, Written] = {
        "date": cache(lambda value: write_day(value, today)),  # a page has few days, many times
        "datetime": lambda value: write_moment(value, today),
        "money": format_money,
        "price": write_price,
        "quantity": write_quantity,
        "percent": write_percent,
        "rate": format_rate,
        "int": write_int,
        "bool": lambda value: escape(_("Yes") if value else _("No")),
    }
    return writers.get(kind, lambda value: escape(str(value)))


def _choice_writer(column: Column) -> Written:
    words = column.words()
    if column.kind == "choice":
        return lambda value: escape(words.get(value, str(value)))
    made = {value: toned(tone_of(column.choices, value), word) for value, word in words.items()}
    return lambda value: made.get(value) or toned("flow", str(value))


def shares(column: Column, values: tuple[Any, ...]) -> list[Any]:
    """The fractions behind the bars."""
    if not column.of:
        return [value or 0 for value in values]
    whole = values[-1]
    return [(value or 0) / whole if whole else 0 for value in values[:-1]]


def bars_writer(column: Column) -> Callable[[tuple[Any, ...]], str]:
    """The function that draws a row's bars; their names are translated once per table."""
    names = [escape(str(name)) for name in column.bars]
    return lambda values: bars(names, shares(column, values))


def bars(names: Sequence[str], parts: Sequence[Any]) -> str:
    """Progress bars in a row, readable by ear and in the tooltip; names come escaped."""
    drawn, said = [], []
    for name, share in zip(names, parts, strict=False):
        percent = max(0, min(100, int(share * 100)))
        css = "bo-full" if percent == 100 else "bo-fg"
        text = f"{name} {percent}%"
        said.append(text)
        drawn.append(
            '<svg class="bo-bar" viewBox="0 0 100 4" preserveAspectRatio="none" role="img"'
            f' aria-label="{text}"><rect class="bo-bg" width="100" height="4"/>'
            f'<rect class="{css}" width="{percent}" height="4"/></svg>'
        )
    return f'<span class="bo-five" title="{" · ".join(said)}">{"".join(drawn)}</span>'


def plain_of(column: Column, today: datetime.date) -> Written:
    """The function that writes one value, an empty one too: a dash, a quiet zero, red below it."""
    write, numeric = writer_of(column, today), column.is_number

    def plain(value: Any) -> str:
        if value is None or value == "":
            return DASH
        text = write(value)
        if not numeric or value > 0:
            return text
        return f'<span class="{"bo-neg" if value else "bo-t3"}">{text}</span>'

    return plain


def content_of(column: Column, today: datetime.date) -> Callable[[tuple[Any, ...]], str]:
    """The function that writes a cell's inside from the column's values."""
    if column.kind == "bars":
        return bars_writer(column)
    plain, mark = plain_of(column, today), column.mark
    if mark is None:
        return lambda values: plain(values[0])

    def content(values: tuple[Any, ...]) -> str:
        value, noticed = values[0], mark(*values, today=today)
        if noticed is None:
            return plain(value)
        if noticed.tone == "beside":
            return f'<span class="bo-beside">{escape(noticed.text)}</span>{plain(value)}'
        if noticed.tone in {"late", "stop"} and value not in {None, ""}:
            dated = column.kind in {"date", "datetime"}
            return toned(noticed.tone, f"{plain(value) if dated else value} {noticed.text}")
        return f"{plain(value)} {toned(noticed.tone, noticed.text)}"

    return content
