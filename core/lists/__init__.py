"""The kernel's own lists."""

from .job import JobList
from .notification import MessageList, NotificationList

__all__ = ["JobList", "MessageList", "NotificationList"]
