"""Tasks that run by the clock: declared on the task, edited in the admin, caught up when missed."""

from .changing import change
from .declaring import Schedule, all_schedules, scheduled
from .due import due_moments, last_due, next_due
from .running import catch_up, run_due, standing, when_of
from .syncing import sync
from .words import Rhythm, Rule, rule_of

__all__ = [
    "Rhythm",
    "Rule",
    "Schedule",
    "all_schedules",
    "catch_up",
    "change",
    "due_moments",
    "last_due",
    "next_due",
    "rule_of",
    "run_due",
    "scheduled",
    "standing",
    "sync",
    "when_of",
]
