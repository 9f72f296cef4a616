"""A person changes when a schedule runs."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_celery_beat.models import PeriodicTask, PeriodicTasks

from core import audit
from core.enums import Event
from core.models import ScheduledRun
from core.rights import demand

from .declaring import all_schedules
from .due import last_due
from .running import when_of
from .syncing import crontab_row
from .words import BY_CALENDAR, Rule, rule_of


@transaction.atomic
def change(
    *, actor: Any, periodic_task: PeriodicTask, rule: Rule, is_on: bool, at: datetime
) -> PeriodicTask:
    """Let it run by another rule, or not at all. Nothing before the change is owed by it."""
    demand(actor, "core.change_schedule", periodic_task)
    row = PeriodicTask.objects.select_for_update().get(pk=periodic_task.pk)
    before = _words(row)
    headers = json.loads(row.headers or "{}")
    headers["days"] = rule.rhythm if rule.rhythm in BY_CALENDAR else ""
    row.headers = json.dumps(headers)
    row.crontab = crontab_row(rule.crontab())
    row.enabled = is_on
    row.save()
    PeriodicTasks.update_changed()
    if moment := last_due(when_of(row), at, only_working_days=False):
        ScheduledRun.objects.get_or_create(
            task=row.name,
            due_at=moment,
            defaults={"state": ScheduledRun.State.NOT_OWED, "title": row.description[:120]},
        )
    audit.record(
        actor=actor,
        verb=Event.SCHEDULE_CHANGED,
        subject=row,
        at=at,
        changes={"when": (before, _words(row))},
        reason=row.name,
    )
    return row


def _words(row: PeriodicTask) -> str:
    if not row.enabled:
        return _("switched off")
    declared = all_schedules().get(row.name)
    only = declared.only_working_days if declared else False
    return str(rule_of(when_of(row), only_working_days=only) or row.crontab)
