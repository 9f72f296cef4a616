"""The schedule stands on the task."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from celery import Task
from celery.schedules import crontab
from django.conf import settings
from django.utils import translation

from core.errors import Sentence


@dataclass(frozen=True)
class Schedule:
    """When a task runs unless the administrator says otherwise."""

    task: Any
    when: crontab
    label: Sentence
    only_working_days: bool
    every_missed: bool
    is_housekeeping: bool

    @property
    def name(self) -> str:
        return str(self.task.name)

    @property
    def title(self) -> str:
        """What it is called, in the language of the house."""
        with translation.override(settings.LANGUAGE_CODE):
            return str(self.label)[:120]


_schedules: dict[str, Schedule] = {}


def scheduled(
    when: crontab,
    label: Sentence = "",
    *,
    only_working_days: bool = False,
    every_missed: bool = False,
    housekeeping: bool = False,
) -> Callable[[Any], Any]:
    """Stands above ``@shared_task``; times are Shanghai's.

    The task may take one argument, the due moment, and may answer how many rows it touched. A
    moment missed while the machine was off is caught up: the last one, or with ``every_missed``
    each of them. ``housekeeping`` keeps no history and catches nothing up.
    """

    def register(task: Any) -> Any:
        if not isinstance(task, Task) and not hasattr(task, "delay"):
            raise TypeError("A schedule stands above @shared_task.")
        _schedules[task.name] = Schedule(
            task, when, label or task.name, only_working_days, every_missed, housekeeping
        )
        return task

    return register


def all_schedules() -> dict[str, Schedule]:
    """Every schedule by the name of its task."""
    return dict(_schedules)
