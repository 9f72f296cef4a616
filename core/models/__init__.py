"""The kernel's own tables."""

from .audit import AuditEntry, AuditSeal
from .calendar import CalendarDay, CalendarYear, OfficeHours
from .imports import ImportBatch, ImportMapping, ImportRow
from .number import NumberCounter, NumberSeries
from .period import ClosingRule, Period, PeriodLock
from .saved_view import SavedView
from .submission import Submission

__all__ = [
    "AuditEntry",
    "AuditSeal",
    "CalendarDay",
    "CalendarYear",
    "ClosingRule",
    "ImportBatch",
    "ImportMapping",
    "ImportRow",
    "NumberCounter",
    "NumberSeries",
    "OfficeHours",
    "Period",
    "PeriodLock",
    "SavedView",
    "Submission",
]
