"""Whatever is sent to people keeps who has read it. See ``docs/receipts.md``."""

from .awareness import awareness_rate
from .chasing import chase_readers
from .panel import sendable
from .reading import confirm, note_opened
from .sending import send
from .tracked import labels

__all__ = [
    "awareness_rate",
    "chase_readers",
    "confirm",
    "labels",
    "note_opened",
    "send",
    "sendable",
]
