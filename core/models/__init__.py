"""The kernel's own tables."""

from .attachment import Attachment, Blob
from .audit import AuditEntry, AuditSeal
from .calendar import CalendarDay, CalendarYear, OfficeHours
from .correction import Correction, ErrorCause, ErrorKind
from .duty import Duty
from .imports import ImportBatch, ImportMapping, ImportRow
from .job import Job
from .notification import Channel, MessageKeeping, Notification, NotificationChoice
from .number import NumberCounter, NumberSeries
from .period import ClosingRule, Period, PeriodLock
from .printing import CompanyHeading, PrintRecord
from .robot import Platform, Robot
from .saved_view import SavedView
from .scheduled_run import ScheduledRun
from .sending import ReadReceipt, Sending
from .submission import Submission
from .token import ApiToken

__all__ = [
    "ApiToken",
    "Attachment",
    "AuditEntry",
    "AuditSeal",
    "Blob",
    "CalendarDay",
    "CalendarYear",
    "Channel",
    "ClosingRule",
    "CompanyHeading",
    "Correction",
    "Duty",
    "ErrorCause",
    "ErrorKind",
    "ImportBatch",
    "ImportMapping",
    "ImportRow",
    "Job",
    "MessageKeeping",
    "Notification",
    "NotificationChoice",
    "NumberCounter",
    "NumberSeries",
    "OfficeHours",
    "Period",
    "PeriodLock",
    "Platform",
    "PrintRecord",
    "ReadReceipt",
    "Robot",
    "SavedView",
    "ScheduledRun",
    "Sending",
    "Submission",
]
