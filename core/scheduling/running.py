"""Running what is due, once for each due moment."""

import inspect
import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from celery.schedules import crontab
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_celery_beat.models import PeriodicTask

from core.errors import BusinessError
from core.jobs.liveness import here, is_dead
from core.models import ScheduledRun

from .declaring import Schedule, all_schedules
from .due import due_moments, last_due, next_due

logger = logging.getLogger("schedule")

_ATTEMPTS = 3
_LATE = timedelta(minutes=15)
_MISSED_AT_MOST = 31
# A run that begins again has made nothing yet, and may fail: what it made before is not shown.
NOTHING_MADE = {"rows": None, "result_type": None, "result_id": None, "result_text": ""}


@dataclass(frozen=True)
class Made:
    """What a task may answer: how many rows, and the record it made."""

    rows: int
    record: models.Model | None = None


def run_due(
    name: str, at: datetime, due_at: datetime | None = None, *, asked_by: int | None = None
) -> ScheduledRun | None:
    """Run the task for its last due moment, or the one given, unless that was done already.

    For a person who asks it is run again at once: what failed however often, and what is done.
    """
    schedule = all_schedules()[name]
    when = _when(schedule)
    moment = due_at or last_due(when, at, only_working_days=_only(schedule, when))
    if moment is None:
        return None
    run = _claim(schedule, moment, at, asked_by=asked_by)
    if run is not None:
        _work(schedule, run)
    return run


def catch_up(at: datetime) -> list[tuple[str, datetime]]:
    """What is owed: due moments that nobody ran, or that failed and may be tried again."""
    enabled = _enabled()
    owed = []
    for name, schedule in all_schedules().items():
        if schedule.is_housekeeping or name not in enabled:
            continue
        owed += [(name, moment) for moment in _owed(schedule, enabled[name], at)]
    return owed


def _owed(schedule: Schedule, when: crontab, at: datetime) -> list[datetime]:
    runs = ScheduledRun.objects.filter(task=schedule.name)
    last = runs.order_by("-due_at").first()
    if last is None:
        return []
    again = [
        run.due_at
        for run in runs.filter(due_at__gt=at - timedelta(days=2), attempts__lt=_ATTEMPTS)
        if _may_run_again(run, at)
    ]
    missed = due_moments(when, last.due_at, at, only_working_days=_only(schedule, when))
    if not schedule.every_missed:
        missed = missed[-1:]
    return again + missed[-_MISSED_AT_MOST:]


def _may_run_again(run: ScheduledRun, at: datetime) -> bool:
    if run.state == ScheduledRun.State.FAILED:
        paused = timedelta(minutes=5) * run.attempts
        return run.finished_at is not None and run.finished_at + paused < at
    return run.state == ScheduledRun.State.RUNNING and not is_at_work(run, at)


def is_at_work(run: ScheduledRun, at: datetime) -> bool:
    """Whether a worker has the run in hand.

    A run signs once, at its start: elsewhere it is dead when it may no longer run at all.
    """
    signed = run.started_at and run.started_at + timedelta(minutes=20)
    return run.state == ScheduledRun.State.RUNNING and not is_dead(run.worker, signed, at)


def _claim(
    schedule: Schedule, moment: datetime, at: datetime, *, asked_by: int | None
) -> ScheduledRun | None:
    """The run of that moment, if it is ours to do."""
    name = schedule.name
    try:
        with transaction.atomic():
            return ScheduledRun.objects.create(
                task=name,
                title=schedule.title,
                due_at=moment,
                started_at=at,
                is_caught_up=at - moment > _LATE,
                worker=here(),
                asked_by_id=asked_by,
            )
    except IntegrityError:
        known = ScheduledRun.objects.get(task=name, due_at=moment)
    free = known.attempts < _ATTEMPTS and _may_run_again(known, at)
    forced = asked_by is not None and not is_at_work(known, at)
    if not free and not forced:
        return None
    same = ScheduledRun.objects.filter(pk=known.pk, attempts=known.attempts, state=known.state)
    taken = same.update(
        state=ScheduledRun.State.RUNNING,
        attempts=known.attempts + 1,
        started_at=at,
        finished_at=None,
        error="",
        worker=here(),
        title=schedule.title,
        asked_by=asked_by,
        **NOTHING_MADE,
    )
    return ScheduledRun.objects.get(pk=known.pk) if taken else None


def _work(schedule: Schedule, run: ScheduledRun) -> None:
    outcome: dict[str, Any] = {"state": ScheduledRun.State.FAILED}
    try:
        answer = _call(schedule.task, run.due_at)
    except BusinessError as refusal:
        outcome["error"] = str(refusal)
    except Exception as error:
        logger.exception("schedule.failed %s", run)
        with translation.override(settings.LANGUAGE_CODE):
            sentence = _("Something unexpected went wrong (%(error)s). It has been logged.")
        outcome["error"] = sentence % {"error": type(error).__name__}
    else:
        outcome = {"state": ScheduledRun.State.DONE, **kept(answer)}
    outcome["finished_at"] = timezone.now()
    ScheduledRun.objects.filter(pk=run.pk, attempts=run.attempts).update(**outcome)
    run.refresh_from_db()


def kept(answer: Any) -> dict[str, Any]:
    """What the task answered, as the run keeps it."""
    made = answer if isinstance(answer, Made) else None
    count = made.rows if made else answer
    facts: dict[str, Any] = {"rows": None}
    if isinstance(count, int) and not isinstance(count, bool):
        facts["rows"] = count
    if made and made.record is not None:
        facts["result_type"] = ContentType.objects.get_for_model(made.record)
        facts["result_id"] = made.record.pk
        facts["result_text"] = str(made.record)[:200]
    return facts


def _call(task: Any, due_at: datetime) -> Any:
    takes = inspect.signature(task.run).parameters
    return task(due_at) if takes else task()


def standing(at: datetime) -> list[tuple[Schedule, datetime | None, datetime | None]]:
    """Each schedule that keeps a history, with its last and next due moment; none when off."""
    enabled = _enabled()
    rows = []
    for name, schedule in sorted(all_schedules().items()):
        if schedule.is_housekeeping:
            continue
        when = enabled.get(name)
        only = _only(schedule, when)
        last = last_due(when, at, only_working_days=only) if when else None
        coming = next_due(when, at, only_working_days=only) if when else None
        rows.append((schedule, last, coming))
    return rows


def _when(schedule: Schedule) -> crontab:
    return _enabled().get(schedule.name, schedule.when)


def _enabled() -> dict[str, crontab]:
    """The schedules as they stand in the admin, without those switched off."""
    rows = PeriodicTask.objects.filter(enabled=True, crontab__isnull=False)
    return {row.name: when_of(row) for row in rows.select_related("crontab")}


def when_of(row: PeriodicTask) -> Any:
    """The row's crontab, with ``days`` where a person chose them: all, working, the last one."""
    when = row.crontab.schedule
    days = json.loads(row.headers or "{}").get("days")
    if days is not None:
        when.days = days
    return when


def _only(schedule: Schedule, when: Any) -> bool:
    """Working days only, as declared, unless a person chose the days."""
    return schedule.only_working_days and getattr(when, "days", None) is None
