"""Whatever is sent to people keeps who has read it. See ``docs/receipts.md``."""

from .again import send_again, was_sent
from .awareness import awareness_rate
from .chasing import chase_readers
from .panel import ReadersPanel, sendable
from .reading import confirm, note_opened
from .sending import send
from .tracked import labels
from .unread import unread

__all__ = [
    "ReadersPanel",
    "awareness_rate",
    "chase_readers",
    "confirm",
    "labels",
    "note_opened",
    "send",
    "send_again",
    "sendable",
    "unread",
    "was_sent",
]
