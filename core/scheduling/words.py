"""A schedule in words: every working day at 18:30, and back again."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from celery.schedules import crontab
from django.db import models
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.calendar import is_working_day


class Rhythm(models.TextChoices):
    """On which days."""

    DAILY = "daily", gettext_lazy("Every day")
    WORKING = "working", gettext_lazy("Every working day")
    WEEKLY = "weekly", gettext_lazy("Every week on")
    MONTHLY = "monthly", gettext_lazy("Every month on day")
    LAST_WORKING = "last_working", gettext_lazy("On the last working day of each month")


# What a crontab cannot say and the calendar can: kept beside it.
BY_CALENDAR = (Rhythm.WORKING.value, Rhythm.LAST_WORKING.value)


@dataclass(frozen=True)
class Rule:
    """On which days, at what time; ``weekday`` 1 is Monday, 7 is Sunday."""

    rhythm: str
    at: time
    weekday: int = 1
    day: int = 1

    def crontab(self) -> crontab:
        """The same for the clock; working days are left to the calendar."""
        when: dict[str, Any] = {"hour": self.at.hour, "minute": self.at.minute}
        if self.rhythm == Rhythm.WEEKLY:
            when["day_of_week"] = str(self.weekday % 7)
        if self.rhythm == Rhythm.MONTHLY:
            when["day_of_month"] = str(self.day)
        return crontab(**when)

    def __str__(self) -> str:
        clock = f"{self.at:%H:%M}"
        if self.rhythm == Rhythm.WEEKLY:
            day = formats.date_format(date(2024, 1, self.weekday), "l")
            return _("Every %(day)s at %(time)s") % {"day": day, "time": clock}
        if self.rhythm == Rhythm.MONTHLY:
            return _("Every month on day %(day)s at %(time)s") % {"day": self.day, "time": clock}
        said = Rhythm(self.rhythm).label
        return _("%(days)s at %(time)s") % {"days": said, "time": clock}


def rule_of(when: Any, *, only_working_days: bool = False) -> Rule | None:
    """The rule behind a crontab; None for one that has no such words."""
    if len(when.hour) != 1 or len(when.minute) != 1 or len(when.month_of_year) != 12:
        return None
    at = time(next(iter(when.hour)), next(iter(when.minute)))
    by_calendar = getattr(when, "days", None)
    if by_calendar is None and only_working_days:
        by_calendar = Rhythm.WORKING.value
    if len(when.day_of_week) == 7 and len(when.day_of_month) == 31:
        return Rule(by_calendar or Rhythm.DAILY.value, at)
    if by_calendar:
        return None
    if len(when.day_of_week) == 1 and len(when.day_of_month) == 31:
        return Rule(Rhythm.WEEKLY.value, at, weekday=next(iter(when.day_of_week)) or 7)
    if len(when.day_of_month) == 1 and len(when.day_of_week) == 7:
        return Rule(Rhythm.MONTHLY.value, at, day=next(iter(when.day_of_month)))
    return None


def is_among(days: str, day: date) -> bool:
    """Whether the calendar counts the day: any, a working day, the month's last working day."""
    if days == Rhythm.WORKING:
        return is_working_day(day)
    if days == Rhythm.LAST_WORKING:
        last = day.replace(day=monthrange(day.year, day.month)[1])
        rest = ((last - timedelta(days=n)) for n in range((last - day).days))
        return is_working_day(day) and not any(is_working_day(other) for other in rest)
    return True
