"""Reports that come by themselves when their moment has come."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core import periods
from core.calendar import is_working_day
from core.clock import SHANGHAI, at_time, business_date, end_of
from orders.selectors.figures import is_quiet
from reports.enums import ReportKind
from reports.models import Report
from reports.selectors import Question

from .report import next_revision, report_freeze, standing_report

# A run that starts later than this after its moment makes up for a missed one.
LATE = timedelta(minutes=15)
DAY = timedelta(days=1)


@transaction.atomic
def report_make_due(*, kind: str, due_at: datetime, at: datetime) -> Report | None:
    """Freeze the report that is due at a moment, whatever happened to earlier runs.

    A daily report is that day's own; of the other kinds it is the last whole period before the
    day, looked for every time, so that none is lost. None when there is nothing to report: a day
    off on which nothing it tells has moved, a period before the first. Repeated, it returns the
    report that stands.
    """
    day = business_date(due_at)
    span = due_span(kind, day)
    question = Question(kind=kind, on=span[1])
    if is_quiet(span, question.measure) and not (kind == ReportKind.DAILY and is_working_day(day)):
        return None
    owed_at = due_at
    if kind != ReportKind.DAILY:
        owed_at = at_time(span[1] + DAY, due_at.astimezone(SHANGHAI).time())
    return report_freeze(
        actor=None,
        question=question,
        at=at,
        due_at=owed_at,
        is_caught_up=at - owed_at > LATE,
    )


@transaction.atomic
def report_complete(*, due_at: datetime, at: datetime) -> Report | None:
    """Add to the daily report of the day before what moved after close of business that day.

    The next revision says so. ``None`` when nothing moved, or when the report was made after the
    day was over. A day off that had none, and on which something moved late, gets its first.
    """
    day = business_date(due_at) - DAY
    question = Question(kind=ReportKind.DAILY, on=day)
    standing = standing_report(question)
    if standing is None:
        if is_quiet((day, day), question.measure):
            return None
        return report_freeze(actor=None, question=question, at=at, due_at=due_at)
    if standing.frozen_at >= end_of(day):
        return None
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("The day's figures were completed after close of business.")
    return next_revision(actor=None, report=standing, reason=reason, at=at, due_at=due_at)


def due_span(kind: str, day: date) -> tuple[date, date]:
    """The days that the report due on a day is about."""
    found: Any = (day, day) if kind == ReportKind.DAILY else periods.previous_span(kind, day)
    return (found[0], found[1])


def rows_of(report: Report) -> int:
    """How many rows a frozen report has."""
    return sum(len(rows) for rows in report.figures["sections"].values())
