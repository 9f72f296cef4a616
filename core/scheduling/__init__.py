"""Tasks that run by the clock: declared on the task, edited in the admin, caught up when missed."""

from .declaring import Schedule, all_schedules, scheduled
from .due import due_moments, last_due, next_due
from .running import catch_up, run_due, standing
from .syncing import sync

__all__ = [
    "Schedule",
    "all_schedules",
    "catch_up",
    "due_moments",
    "last_due",
    "next_due",
    "run_due",
    "scheduled",
    "standing",
    "sync",
]
