"""Messages to people: on the page, by e-mail, to chat groups. See ``docs/notifications.md``."""

from .choosing import choices_of, choose, is_email_set_up
from .kinds import Kind, all_kinds, find, kind, label
from .notifying import Message, notify
from .purging import purge
from .reading import mark_read, unread_of
from .robots import check_address
from .sending import resend, send_one, send_queued, sweep

__all__ = [
    "Kind",
    "Message",
    "all_kinds",
    "check_address",
    "choices_of",
    "choose",
    "find",
    "is_email_set_up",
    "kind",
    "label",
    "mark_read",
    "notify",
    "purge",
    "resend",
    "send_one",
    "send_queued",
    "sweep",
    "unread_of",
]
