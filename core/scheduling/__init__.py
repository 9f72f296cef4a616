"""Tasks that run by the clock: declared on the task, edited in the admin, caught up when missed."""

from .asking import run_again, run_now
from .board import last_runs, last_sendings, periodic_tasks
from .changing import change
from .declaring import Schedule, all_schedules, scheduled
from .due import due_moments, last_due, next_due
from .running import Made, catch_up, is_at_work, kept, run_due, standing, when_of
from .syncing import sync
from .words import Rhythm, Rule, rule_of

__all__ = [
    "Made",
    "Rhythm",
    "Rule",
    "Schedule",
    "all_schedules",
    "catch_up",
    "change",
    "due_moments",
    "is_at_work",
    "kept",
    "last_due",
    "last_runs",
    "last_sendings",
    "next_due",
    "periodic_tasks",
    "rule_of",
    "run_again",
    "run_due",
    "run_now",
    "scheduled",
    "standing",
    "sync",
    "when_of",
]
