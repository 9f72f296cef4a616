"""Spans of days that reports and duties are about."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.clock import FIRST_DAY
from core.errors import BusinessError

from .making import ensure, period_of

DAILY = "daily"
WEEKLY = "weekly"
MONTHLY = "monthly"
QUARTERLY = "quarterly"
YEARLY = "yearly"
KINDS = (DAILY, WEEKLY, MONTHLY, QUARTERLY, YEARLY)


class Span(NamedTuple):
    """From a day to a day, both included."""

    from_on: date
    to_on: date


def check_reach(on: date, today: date, *, field: str = "on") -> None:
    """Refuse a day whose spans nobody asks for in earnest.

    Its periods would be made by today's closing rule, years before anybody needs them.
    """
    last = date(today.year + 1, 12, 31)
    if not FIRST_DAY <= on <= last:
        raise BusinessError(
            _("Choose a day from %(first)s to %(last)s.")
            % {"first": FIRST_DAY.isoformat(), "last": last.isoformat()},
            field=field,
            code="out_of_reach",
        )


def span(kind: str, on: date) -> Span:
    """The span of that kind a day belongs to: weeks begin on Monday, months are periods."""
    if kind == DAILY:
        return Span(on, on)
    if kind == WEEKLY:
        monday = on - timedelta(days=on.weekday())
        return Span(monday, monday + timedelta(days=6))
    period = period_of(on)
    if kind == MONTHLY:
        return Span(period.from_on, period.to_on)
    if kind == QUARTERLY:
        return _months(period.year, 3 * period.quarter - 2, 3 * period.quarter)
    if kind == YEARLY:
        return _months(period.year, 1, 12)
    raise ValueError(f"There is no span called {kind!r}.")


def previous_span(kind: str, on: date) -> Span:
    """The span before it, 环比."""
    return span(kind, span(kind, on).from_on - timedelta(days=1))


def last_year_span(kind: str, on: date) -> Span:
    """The same span a year before, 同比: the same date, the week 52 weeks ago, the same periods."""
    if kind == DAILY:
        day = _year_before(on)
        return Span(day, day)
    if kind == WEEKLY:
        return span(kind, on - timedelta(weeks=52))
    period = period_of(on)
    same = ensure(period.year - 1)[period.month - 1]
    return span(kind, same.to_on)


def _months(year: int, first: int, last: int) -> Span:
    periods = ensure(year)
    return Span(periods[first - 1].from_on, periods[last - 1].to_on)


def _year_before(on: date) -> date:
    try:
        return on.replace(year=on.year - 1)
    except ValueError:
        return date(on.year - 1, 2, 28)
