"""What the clock ran in the last days: reports with their readers, one made up, one that failed."""

from datetime import date, datetime, timedelta
from typing import Any

from core import scheduling
from core.clock import business_date
from core.models import ScheduledRun
from reports.models import Report
from reports.services import rows_of

from .tale import at

DAYS = 9
FAILS, MADE_UP = "core.check_papers", "orders.facts_compare"
KINDS = {"daily", "weekly", "monthly", "quarterly", "yearly"}
State = ScheduledRun.State


def remember_runs(today: date) -> None:
    """One run for each moment that was due before this morning."""
    until = at(today, 8)
    reports = {(each.kind, each.to_on): each for each in Report.objects.filter(revision=1)}
    for name, schedule in scheduling.all_schedules().items():
        if schedule.is_housekeeping:
            continue
        moments = scheduling.due_moments(
            schedule.when,
            until - timedelta(days=DAYS),
            until,
            only_working_days=schedule.only_working_days,
        )
        for moment in moments:
            facts = _outcome(name, moment, today, reports)
            ScheduledRun.objects.update_or_create(
                task=name, due_at=moment, defaults={"title": schedule.title, **facts}
            )


def _outcome(
    name: str, moment: datetime, today: date, reports: dict[tuple[str, date], Report]
) -> dict[str, Any]:
    """Done in a few seconds; one failed two days ago, one was made up the morning after."""
    ago = (today - business_date(moment)).days
    facts: dict[str, Any] = {
        "state": State.DONE,
        "started_at": moment + timedelta(seconds=2),
        "finished_at": moment + timedelta(seconds=9),
        "rows": 0,
        "worker": "demo",
    }
    if name == FAILS and ago == 2:
        return facts | {
            "state": State.FAILED,
            "rows": None,
            "attempts": 3,
            "error": "附件存储当时连不上：核对没有做完。",
        }
    if name == MADE_UP and ago == 3:
        late = at(business_date(moment), 8, 4)
        return facts | {"is_caught_up": True, "started_at": late, "finished_at": late}
    app, _dot, kind = name.partition(".")
    if app == "reports" and kind in KINDS:
        return facts | _made(kind, business_date(moment), reports)
    return facts


def _made(kind: str, day: date, reports: dict[tuple[str, date], Report]) -> dict[str, Any]:
    """The report of that moment, where there was one."""
    back = 0 if kind == "daily" else 1
    report = reports.get((kind, day - timedelta(days=back)))
    if report is None:
        return {}
    return scheduling.kept(scheduling.Made(rows_of(report), report))
