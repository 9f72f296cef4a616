"""Work in the background, with a visible row."""

from .registry import Kind, find, kind, label
from .running import Running, run
from .starting import cancel, retry, send, start
from .sweeping import sweep
from .watching import Cancelled

__all__ = [
    "Cancelled",
    "Kind",
    "Running",
    "cancel",
    "find",
    "kind",
    "label",
    "retry",
    "run",
    "send",
    "start",
    "sweep",
]
