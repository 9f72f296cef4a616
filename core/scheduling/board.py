"""What the board of schedules shows, asked for all of them at once."""

from collections.abc import Iterable

from django.db.models import OuterRef, Q, Subquery
from django_celery_beat.models import PeriodicTask

from core.models import ScheduledRun, Sending

Made = tuple[int | None, int | None]


def last_runs() -> dict[str, ScheduledRun]:
    """The last run of each task that has one."""
    owed = ScheduledRun.objects.owed()
    latest = owed.filter(task=OuterRef("task")).order_by("-due_at").values("pk")[:1]
    return {run.task: run for run in owed.filter(pk=Subquery(latest))}


def last_sendings(runs: Iterable[ScheduledRun]) -> dict[Made, Sending]:
    """The last sending of what those runs made, by the kind and the key of the record."""
    made = Q(pk__in=[])
    for run in runs:
        if run.result_id is not None:
            made |= Q(subject_type=run.result_type_id, subject_id=run.result_id)
    rows = Sending.objects.filter(made).order_by("sent_at", "pk")
    return {(row.subject_type_id, row.subject_id): row for row in rows}


def periodic_tasks() -> dict[str, PeriodicTask]:
    """The schedules as they stand in the admin, by name."""
    return {row.name: row for row in PeriodicTask.objects.select_related("crontab")}
