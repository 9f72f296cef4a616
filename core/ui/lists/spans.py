"""Spans of days with a name: this week, last month, this quarter."""

import datetime
from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

Span = tuple[datetime.date, datetime.date]

PRESETS = {
    "today": _("Today"),
    "yesterday": _("Yesterday"),
    "this_week": _("This week"),
    "last_week": _("Last week"),
    "this_month": _("This month"),
    "last_month": _("Last month"),
    "this_quarter": _("This quarter"),
    "last_quarter": _("Last quarter"),
    "this_year": _("This year"),
    "last_year": _("Last year"),
}
_KINDS = {"week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly"}


def calendar_span(kind: str, on: datetime.date) -> Span:
    """The week, month, quarter or year of the calendar around a day."""
    if kind == "weekly":
        monday = on - datetime.timedelta(days=on.weekday())
        return monday, monday + datetime.timedelta(days=6)
    months = {"monthly": 1, "quarterly": 3, "yearly": 12}[kind]
    first = on.replace(month=(on.month - 1) // months * months + 1, day=1)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return first, datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)


# Months are those of the period table once the app that keeps it says so.
span_of: list[Callable[[str, datetime.date], Span]] = [calendar_span]


def preset_span(preset: str, today: datetime.date) -> Span:
    """First and last day of a preset, both included."""
    if preset in {"today", "yesterday"}:
        day = today - datetime.timedelta(days=preset == "yesterday")
        return day, day
    which, _underscore, unit = preset.partition("_")
    span = span_of[0](_KINDS[unit], today)
    if which == "last":
        span = span_of[0](_KINDS[unit], span[0] - datetime.timedelta(days=1))
    return span
