"""The kernel's own tables."""

from .audit import AuditEntry, AuditSeal
from .calendar import CalendarDay, CalendarYear, OfficeHours
from .number import NumberCounter, NumberSeries
from .period import ClosingRule, Period, PeriodLock
from .submission import Submission

__all__ = [
    "AuditEntry",
    "AuditSeal",
    "CalendarDay",
    "CalendarYear",
    "ClosingRule",
    "NumberCounter",
    "NumberSeries",
    "OfficeHours",
    "Period",
    "PeriodLock",
    "Submission",
]
