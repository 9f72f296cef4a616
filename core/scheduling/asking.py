"""A person has a schedule run now, or sends once more what it made."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_celery_beat.models import PeriodicTask

from core import audit
from core.enums import Event
from core.errors import BusinessError
from core.models import ScheduledRun
from core.rights import demand

from .declaring import all_schedules
from .running import is_at_work

logger = logging.getLogger("schedule")

# Set by core.tasks: hands (name of the task, due moment or "", key of who asks) to a worker.
hand_over: list[Callable[[str, str, int], None]] = []


@transaction.atomic
def run_now(*, actor: Any, periodic_task: PeriodicTask, at: datetime) -> PeriodicTask:
    """Have it run for its last due moment, also when that is done already; stands in the trail.

    What it makes for that moment it makes once: a run of its own accord and one by hand do not
    make two reports.
    """
    demand(actor, "core.run_schedule", periodic_task)
    _refuse_unknown(periodic_task.name)
    _refuse_running(ScheduledRun.objects.filter(task=periodic_task.name), at)
    _ask(actor, periodic_task.name, "", periodic_task, at)
    return periodic_task


@transaction.atomic
def run_again(*, actor: Any, scheduled_run: ScheduledRun, at: datetime) -> ScheduledRun:
    """Have one due moment worked again, however it ended."""
    demand(actor, "core.run_schedule", scheduled_run)
    _refuse_unknown(scheduled_run.task)
    _refuse_running(ScheduledRun.objects.filter(pk=scheduled_run.pk), at)
    _ask(actor, scheduled_run.task, scheduled_run.due_at.isoformat(), scheduled_run, at)
    return scheduled_run


def _ask(actor: Any, name: str, due_at: str, subject: Any, at: datetime) -> None:
    audit.record(actor=actor, verb=Event.SCHEDULE_RUN, subject=subject, at=at, reason=name)
    transaction.on_commit(partial(_send, name, due_at, actor.pk))


def _send(name: str, due_at: str, actor_pk: int) -> None:
    try:
        for give in hand_over:
            give(name, due_at, actor_pk)
    except OSError:
        logger.exception("schedule.not_sent %s", name)


def _refuse_unknown(name: str) -> None:
    if name not in all_schedules():
        raise BusinessError(_("This schedule is no longer there."), code="gone")


def _refuse_running(runs: Any, at: datetime) -> None:
    latest = runs.order_by("-due_at").first()
    if latest is not None and is_at_work(latest, at):
        raise BusinessError(_("It is running just now."), code="running")
