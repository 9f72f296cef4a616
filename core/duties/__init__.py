"""Who owes what, 应交未交. See ``docs/duties.md``."""

from .chasing import chase, check_pause
from .keeping import refresh
from .kinds import Kind, Owed, all_kinds, kind, label
from .lateness import late_days

__all__ = [
    "Kind",
    "Owed",
    "all_kinds",
    "chase",
    "check_pause",
    "kind",
    "label",
    "late_days",
    "refresh",
]
