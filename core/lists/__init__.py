"""The kernel's own lists."""

from .duty import DutyList, MyDutyList
from .job import JobList
from .notification import MessageList, NotificationList

__all__ = ["DutyList", "JobList", "MessageList", "MyDutyList", "NotificationList"]
