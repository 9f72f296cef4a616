"""Counting office hours."""

from datetime import date, datetime, timedelta

from core.clock import SHANGHAI, at_time, business_date

from .counting import is_working_day, known

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


def working_minutes_between(a: datetime, b: datetime) -> int:
    """Whole minutes of office hours from a to b; negative when b is before a."""
    if b < a:
        return -working_minutes_between(b, a)
    day, last = business_date(a), business_date(b)
    worked = timedelta()
    while day <= last:
        for starts, ends in _spans(day):
            worked += max(timedelta(), min(b, ends) - max(a, starts))
        day += _DAY
    return worked // _MINUTE


def add_working_minutes(at: datetime, minutes: int) -> datetime:
    """The instant at which that many minutes of office hours have passed."""
    if minutes < 0:
        raise ValueError("Office hours are counted forward.")
    left = timedelta(minutes=minutes)
    day = business_date(at)
    while True:
        for starts, ends in _spans(day):
            begin = max(at, starts)
            if begin < ends or (not left and begin == ends):
                if left <= ends - begin:
                    return (begin + left).astimezone(SHANGHAI)
                left -= ends - begin
        day += _DAY


def closing_of(day: date) -> datetime:
    """When the office closes that day, or would if it were a working day."""
    return at_time(day, known().hours[-1][1])


def _spans(day: date) -> list[tuple[datetime, datetime]]:
    if not is_working_day(day):
        return []
    return [(at_time(day, starts), at_time(day, ends)) for starts, ends in known().hours]
