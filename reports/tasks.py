"""Reports by the clock: the day's after close of business, the others once their period is over.

Those of a period look every morning for the last whole one: months are rows of the period table,
whose closing day may move, and what a machine slept through is found the next morning.
"""

from datetime import datetime

from celery import shared_task
from celery.schedules import crontab
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.scheduling import Made, scheduled
from reports.enums import ReportKind
from reports.services import report_complete, report_make_due, rows_of


def make(kind: str, due_at: datetime) -> Made | int:
    """Make what is due; answers a report that is this moment's, with its rows."""
    now = timezone.now()
    report = report_make_due(kind=kind, due_at=due_at, at=now)
    if report is None or (report.due_at != due_at and report.frozen_at != now):
        return 0
    return Made(rows_of(report), report)


@scheduled(
    crontab(hour=18, minute=30), _("Daily report, after close of business"), every_missed=True
)
@shared_task(name="reports.daily")
def daily(due_at: datetime) -> Made | int:
    """The day's report; on a day off only if something moved."""
    return make(ReportKind.DAILY, due_at)


@scheduled(
    crontab(hour=6, minute=30),
    _("Daily report, what moved after close of business"),
    every_missed=True,
)
@shared_task(name="reports.after_hours")
def after_hours(due_at: datetime) -> Made | int:
    """The next revision of the day before, if anything moved after its report was made."""
    report = report_complete(due_at=due_at, at=timezone.now())
    return 0 if report is None else Made(rows_of(report), report)


@scheduled(
    crontab(hour=7, minute=0, day_of_week="mon"),
    _("Weekly report, on Monday for the week before"),
    every_missed=True,
)
@shared_task(name="reports.weekly")
def weekly(due_at: datetime) -> Made | int:
    """The report of the week before, Monday to Sunday."""
    return make(ReportKind.WEEKLY, due_at)


@scheduled(crontab(hour=7, minute=5), _("Monthly report, the day after the month's period ends"))
@shared_task(name="reports.monthly")
def monthly(due_at: datetime) -> Made | int:
    """The report of the last whole month of business."""
    return make(ReportKind.MONTHLY, due_at)


@scheduled(crontab(hour=7, minute=10), _("Quarterly report, the day after the quarter ends"))
@shared_task(name="reports.quarterly")
def quarterly(due_at: datetime) -> Made | int:
    """The report of the last whole quarter."""
    return make(ReportKind.QUARTERLY, due_at)


@scheduled(crontab(hour=7, minute=15), _("Yearly report, the day after the year ends"))
@shared_task(name="reports.yearly")
def yearly(due_at: datetime) -> Made | int:
    """The report of the last whole year."""
    return make(ReportKind.YEARLY, due_at)
