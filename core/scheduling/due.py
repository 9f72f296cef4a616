"""At which moments a schedule was due."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from celery.schedules import crontab

from core.calendar import is_working_day
from core.clock import at_time, business_date

from .words import is_among

# Yearly schedules are found; what was never due in this time is not looked for further.
_LOOK_BACK_DAYS = 400


def last_due(when: crontab, at: datetime, *, only_working_days: bool) -> datetime | None:
    """The latest moment up to ``at`` at which it was due."""
    return next(_backwards(when, at, only_working_days=only_working_days), None)


def next_due(when: crontab, at: datetime, *, only_working_days: bool) -> datetime | None:
    """The first moment after ``at`` at which it will be due."""
    day = business_date(at)
    for _ in range(_LOOK_BACK_DAYS):
        moments = _of_day(when, day, only_working_days=only_working_days)
        if after := [moment for moment in moments if moment > at]:
            return after[-1]
        day += timedelta(days=1)
    return None


def due_moments(
    when: crontab, after: datetime, at: datetime, *, only_working_days: bool
) -> list[datetime]:
    """Every moment after ``after`` up to ``at``, oldest first."""
    moments = []
    for moment in _backwards(when, at, only_working_days=only_working_days):
        if moment <= after:
            break
        moments.append(moment)
    return moments[::-1]


def _backwards(when: Any, at: datetime, *, only_working_days: bool) -> Iterator[datetime]:
    day = business_date(at)
    for _ in range(_LOOK_BACK_DAYS):
        for moment in _of_day(when, day, only_working_days=only_working_days):
            if moment <= at:
                yield moment
        day -= timedelta(days=1)


def _of_day(when: Any, day: date, *, only_working_days: bool) -> Iterator[datetime]:
    """The moments of a day, the latest first."""
    if _is_on(when, day) and (not only_working_days or is_working_day(day)):
        for hour in sorted(when.hour, reverse=True):
            for minute in sorted(when.minute, reverse=True):
                yield at_time(day, time(hour, minute))


def _is_on(when: Any, day: date) -> bool:
    return (
        is_among(getattr(when, "days", None) or "", day)
        and day.month in when.month_of_year
        and day.day in when.day_of_month
        and day.isoweekday() % 7 in when.day_of_week
    )
