"""The kernel's own lists."""

from .correction import CorrectionList
from .duty import DutyList, MyDutyList
from .job import JobList
from .notification import MessageList, NotificationList
from .scheduled_run import ScheduledRunList
from .sending import SendingList

__all__ = [
    "CorrectionList",
    "DutyList",
    "JobList",
    "MessageList",
    "MyDutyList",
    "NotificationList",
    "ScheduledRunList",
    "SendingList",
]
