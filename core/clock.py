"""Business time: days and instants of Asia/Shanghai."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_DAY = date(1990, 1, 1)  # no business is dated before it, not even what an archive brings
LAST_DAY = date(2199, 12, 31)


def business_date(at: datetime) -> date:
    """The business day an instant falls on. Refuses an instant without a time zone."""
    if at.tzinfo is None:
        raise ValueError("An instant needs its time zone.")
    return at.astimezone(SHANGHAI).date()


def business_today() -> date:
    """The business day it is now: for pages, tasks and commands; a service is told its day."""
    return business_date(timezone.now())


def start_of(day: date) -> datetime:
    """Midnight at which the business day begins."""
    return datetime.combine(day, time(), SHANGHAI)


def end_of(day: date) -> datetime:
    """Midnight at which the business day is over: the first instant that no longer belongs."""
    return start_of(day + timedelta(days=1))


def at_time(day: date, moment: time) -> datetime:
    """That time of that business day."""
    return datetime.combine(day, moment, SHANGHAI)


def day_of(text: str | None, otherwise: date) -> date:
    """The day a text names; what nobody can read, or nobody does business on, is the other one."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return otherwise
    return day if FIRST_DAY < day <= LAST_DAY else otherwise
