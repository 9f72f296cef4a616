"""Bringing declared schedules into the table the administrator edits."""

import json
from datetime import datetime
from typing import Any

from celery.schedules import crontab
from django.db import transaction
from django_celery_beat.models import CrontabSchedule, PeriodicTask, PeriodicTasks

from core.clock import SHANGHAI
from core.models import ScheduledRun

from .declaring import Schedule, all_schedules
from .due import last_due

RUNNER = "core.run_scheduled"
_FIELDS = ("minute", "hour", "day_of_month", "month_of_year", "day_of_week")


@transaction.atomic
def sync(at: datetime) -> None:
    """Add rows of new schedules, follow changed ones, switch off those that are gone.

    A row the administrator edited keeps the edit. Of a new schedule nothing before now is owed.
    """
    declared = all_schedules()
    rows = {row.name: row for row in PeriodicTask.objects.select_related("crontab")}
    crontabs = {_written(row.schedule): row for row in CrontabSchedule.objects.all()}
    _add(declared, rows, crontabs)
    _follow(declared, rows, crontabs)
    gone = [name for name, row in rows.items() if _declared(row) and name not in declared]
    if gone:
        PeriodicTask.objects.filter(name__in=gone).update(enabled=False)
    PeriodicTasks.update_changed()
    _owe_nothing_before(declared, at)


def _add(
    declared: dict[str, Schedule],
    rows: dict[str, PeriodicTask],
    crontabs: dict[str, CrontabSchedule],
) -> None:
    PeriodicTask.objects.bulk_create(
        [
            PeriodicTask(
                name=name,
                task=name if schedule.is_housekeeping else RUNNER,
                args="[]" if schedule.is_housekeeping else json.dumps([name]),
                crontab=_crontab(schedule.when, crontabs),
                description=schedule.title,
                headers=json.dumps({"declared": _written(schedule.when)}),
            )
            for name, schedule in declared.items()
            if name not in rows
        ]
    )


def _follow(
    declared: dict[str, Schedule],
    rows: dict[str, PeriodicTask],
    crontabs: dict[str, CrontabSchedule],
) -> None:
    """Where the declaration changed and nobody edited the row, the row follows."""
    for name, schedule in declared.items():
        row = rows.get(name)
        if row is None or not _declared(row) or _declared(row) == _written(schedule.when):
            continue
        if row.crontab and _written(row.crontab.schedule) == _declared(row):
            row.crontab = _crontab(schedule.when, crontabs)
        kept = json.loads(row.headers or "{}")
        row.headers = json.dumps({**kept, "declared": _written(schedule.when)})
        row.save()


def _owe_nothing_before(declared: dict[str, Schedule], at: datetime) -> None:
    known = set(ScheduledRun.objects.values_list("task", flat=True).distinct().order_by())
    new = [
        schedule
        for name, schedule in declared.items()
        if name not in known and not schedule.is_housekeeping
    ]
    ScheduledRun.objects.bulk_create(
        [
            ScheduledRun(
                task=schedule.name,
                title=schedule.title,
                due_at=moment,
                state=ScheduledRun.State.NOT_OWED,
            )
            for schedule in new
            if (moment := last_due(schedule.when, at, only_working_days=schedule.only_working_days))
        ],
        ignore_conflicts=True,
    )


def _declared(row: PeriodicTask) -> str:
    return str(json.loads(row.headers or "{}").get("declared", ""))


def _written(when: crontab) -> str:
    return " ".join(str(getattr(when, f"_orig_{field}")) for field in _FIELDS)


def _crontab(when: crontab, known: dict[str, CrontabSchedule]) -> CrontabSchedule:
    """The row of that crontab; a new one is saved, since tasks refer to it."""
    written = _written(when)
    if written not in known:
        fields: dict[str, Any] = dict(zip(_FIELDS, written.split(" "), strict=True))
        known[written] = CrontabSchedule.objects.create(timezone=SHANGHAI, **fields)
    return known[written]


def crontab_row(when: crontab) -> CrontabSchedule:
    """The row of that crontab, made when there is none."""
    return _crontab(when, {_written(row.schedule): row for row in CrontabSchedule.objects.all()})
