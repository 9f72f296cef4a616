"""Counting working days."""

import time as clock
from datetime import date, time, timedelta
from typing import NamedTuple

from django.db.models.signals import post_delete, post_save

from core.models import CalendarDay, CalendarYear, OfficeHours

_DAY = timedelta(days=1)
# Other processes see an edit after this many seconds; this one at once.
_KEPT_FOR = 60.0
_DEFAULT_HOURS = ((time(8, 30), time(12, 0)), (time(13, 30), time(17, 30)))


class _Known(NamedTuple):
    days: dict[date, bool]
    announced: frozenset[int]
    hours: tuple[tuple[time, time], ...]
    until: float


_kept: list[_Known] = []


def forget(**_facts: object) -> None:
    """Read the tables again."""
    _kept.clear()


for _model in (CalendarDay, CalendarYear, OfficeHours):
    for _signal in (post_save, post_delete):
        _signal.connect(forget, sender=_model, dispatch_uid=f"calendar.{_model.__name__}")


def is_working_day(day: date) -> bool:
    """Whether the office works: Monday to Friday unless the table says otherwise."""
    departs = known().days.get(day)
    return day.weekday() < 5 if departs is None else departs


def next_working_day(day: date) -> date:
    """The day itself when it is a working day, else the next one."""
    while not is_working_day(day):
        day += _DAY
    return day


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after the day, which itself does not count; before it for negative n.

    For 0, the day itself or the next working day.
    """
    if n == 0:
        return next_working_day(day)
    step = _DAY if n > 0 else -_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(a: date, b: date) -> int:
    """How many working days after a, up to and with b; negative when b is before a."""
    if b < a:
        return -working_days_between(b, a)
    return sum(is_working_day(a + _DAY * step) for step in range(1, (b - a).days + 1))


def is_announced(year: int) -> bool:
    """Whether the holidays of the year are known; a year that is not counts Monday to Friday."""
    return year in known().announced


def unannounced(on: date) -> list[int]:
    """The years to warn about: this one, and from November on the next."""
    years = [on.year, on.year + 1] if on.month >= 11 else [on.year]
    return [year for year in years if not is_announced(year)]


def known() -> _Known:
    """The tables as this process remembers them."""
    if not _kept or _kept[0].until < clock.monotonic():
        _kept[:] = [_read()]
    return _kept[0]


def _read() -> _Known:
    hours = tuple(OfficeHours.objects.order_by("starts").values_list("starts", "ends"))
    return _Known(
        days=dict(CalendarDay.objects.values_list("on", "is_working")),
        announced=frozenset(
            CalendarYear.objects.filter(is_announced=True).values_list("year", flat=True)
        ),
        hours=hours or _DEFAULT_HOURS,
        until=clock.monotonic() + _KEPT_FOR,
    )
