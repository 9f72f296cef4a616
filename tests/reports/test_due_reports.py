"""Reports come by themselves when due, each period once, whatever happened to the machine."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django_celery_beat.models import PeriodicTask

from core import corrections, scheduling
from core.clock import SHANGHAI
from core.events import Event
from core.models import Notification, ScheduledRun
from core.tasks import catch_up, run_scheduled
from orders.enums import BASIS_MOVEMENTS, BASIS_RETURNS, Basis, MovementKind
from orders.models import SalesMovement
from orders.services import facts_mark
from reports.enums import Event as ReportEvent
from reports.models import Report
from reports.notices import tell_new
from reports.selectors import Question
from reports.services import is_intact, report_build, report_complete, report_make_due


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def moved_on(movements: list[SalesMovement], *days: date) -> None:
    """Let the movements fall on these days alone, in turn."""
    for number, movement in enumerate(movements):
        movement.moved_on = days[number % len(days)]
    SalesMovement.objects.bulk_update(movements, ["moved_on"])
    facts_mark(days)


def made() -> list[tuple[str, str, bool]]:
    return [
        (report.kind, report.from_on.isoformat(), report.is_caught_up)
        for report in Report.objects.order_by("from_on", "id")
    ]


def run(name: str, text: str) -> ScheduledRun | None:
    with time_machine.travel(at(text), tick=False):
        return scheduling.run_due(f"reports.{name}", at(text))


def test_the_daily_report_is_frozen_when_its_moment_comes(movements):
    moved_on(movements, date(2026, 3, 2))

    done = run("daily", "2026-03-02 18:30")

    report = Report.objects.get()
    assert (report.kind, report.from_on, report.to_on) == (
        "daily", date(2026, 3, 2), date(2026, 3, 2),
    )  # fmt: skip
    assert (report.due_at, report.frozen_at) == (at("2026-03-02 18:30"), at("2026-03-02 18:30"))
    assert not report.is_caught_up
    assert is_intact(report)
    live = report_build(question=Question("daily", date(2026, 3, 2)))
    assert report.figures["totals"] == live["totals"]
    assert done is not None
    assert done.state == "done"
    assert done.rows == sum(len(rows) for rows in report.figures["sections"].values()) > 0


def test_what_moved_after_close_of_business_makes_the_next_revision(movements, zhou_ting):
    early, late = movements[::2], movements[1::2]
    moved_on(early, date(2026, 3, 2))
    moved_on(late, date(2026, 6, 1))
    run("daily", "2026-03-02 18:30")
    moved_on(late, date(2026, 3, 2))  # verified that evening

    assert run("after_hours", "2026-03-03 06:30").rows > 0
    again = report_complete(due_at=at("2026-03-03 06:30"), at=at("2026-03-03 06:45"))
    assert again is None

    first, second = Report.objects.order_by("revision")
    live = report_build(question=Question("daily", date(2026, 3, 2)))
    assert (second.revision, second.due_at) == (2, at("2026-03-03 06:30"))
    assert second.revision_reason == "收市后补全了当日数据。"
    assert second.figures["totals"] == live["totals"] != first.figures["totals"]
    assert is_intact(first)
    assert corrections.offered(second) is None
    tell_new(Event(ReportEvent.REPORT_REVISED, "reports.report", second.pk, {}, "a" * 32))
    assert Notification.objects.get(recipient=zhou_ting).title == f"{second} 已补全"


def test_nothing_moved_and_nothing_is_added(movements):
    moved_on(movements, date(2026, 3, 2))
    run("daily", "2026-03-02 18:30")

    assert run("after_hours", "2026-03-03 06:30").rows == 0
    assert run("after_hours", "2026-03-08 06:30").rows == 0  # a Saturday without anything
    assert Report.objects.count() == 1


def test_a_day_off_on_which_something_moved_late_gets_its_report(movements):
    moved_on(movements, date(2026, 3, 7))

    run("after_hours", "2026-03-08 06:30")

    assert made() == [("daily", "2026-03-07", False)]


def test_a_report_made_after_the_day_was_over_is_whole(movements):
    moved_on(movements[::2], date(2026, 3, 2))
    moved_on(movements[1::2], date(2026, 6, 1))
    report_make_due(kind="daily", due_at=at("2026-03-02 18:30"), at=at("2026-03-03 00:10"))
    moved_on(movements[1::2], date(2026, 3, 2))  # a correction, with its reason and its signer

    assert run("after_hours", "2026-03-03 06:30").rows == 0
    assert Report.objects.count() == 1


def test_asked_twice_it_stands_once(movements):
    moved_on(movements, date(2026, 3, 2))
    due_at, now = at("2026-03-02 18:30"), at("2026-03-02 18:31")

    first = report_make_due(kind="daily", due_at=due_at, at=now)
    again = report_make_due(kind="daily", due_at=due_at, at=now + timedelta(hours=2))

    assert first == again
    assert Report.objects.count() == 1


def test_a_working_day_without_a_movement_has_its_report_and_a_day_off_has_none(movements):
    moved_on(movements, date(2026, 3, 2))

    run("daily", "2026-03-03 18:40")  # Tuesday, nothing moved
    run("daily", "2026-03-07 18:40")  # Saturday
    run("daily", "2026-10-01 18:40")  # National Day, a Thursday

    assert made() == [("daily", "2026-03-03", False)]


def test_a_day_off_on_which_something_moved_has_its_report(movements):
    moved_on(movements, date(2026, 3, 7))

    run("daily", "2026-03-07 18:40")

    assert made() == [("daily", "2026-03-07", False)]


def test_a_day_off_on_which_nothing_the_report_tells_has_moved_has_none(movements):
    """An invoice counts by invoice date; by order date it changes no figure."""
    moved_on(movements, date(2026, 3, 2))
    SalesMovement.objects.filter(pk=movements[0].pk).update(
        kind=MovementKind.INVOICED, moved_on=date(2026, 3, 7)
    )

    run("daily", "2026-03-07 18:40")

    assert made() == []


def test_monday_brings_the_week_before(movements):
    moved_on(movements, date(2026, 3, 1))

    run("weekly", "2026-03-02 07:00")

    report = Report.objects.get()
    assert (report.from_on, report.to_on) == (date(2026, 2, 23), date(2026, 3, 1))
    assert report.due_at == at("2026-03-02 07:00")


def test_a_week_across_the_year_s_end_is_one_week(movements):
    moved_on(movements, date(2025, 12, 30), date(2026, 1, 2))

    run("weekly", "2026-01-05 07:00")

    report = Report.objects.get()
    assert (report.from_on, report.to_on) == (date(2025, 12, 29), date(2026, 1, 4))
    kinds = {*BASIS_MOVEMENTS[Basis.ORDER], *BASIS_RETURNS[Basis.ORDER]}
    everything = sum(m.gross_amount for m in movements if m.kind in kinds)
    assert report.amount == everything


def test_a_month_ends_by_the_period_table(movements, db):
    from core.models import ClosingRule

    ClosingRule.objects.create(from_year=2026, from_month=1, closing_day=25)
    moved_on(movements, date(2026, 2, 20))

    run("monthly", "2026-02-25 07:05")  # its last day
    assert made() == []
    done = run("monthly", "2026-02-26 07:05")

    report = Report.objects.get()
    assert (report.from_on, report.to_on) == (date(2026, 1, 26), date(2026, 2, 25))
    assert done is not None
    assert done.rows
    again = run("monthly", "2026-02-27 07:05")
    assert again is not None
    assert (again.rows, Report.objects.count()) == (0, 1)


def test_quarter_and_year_follow_theirs(movements):
    moved_on(movements, date(2026, 2, 20))

    run("quarterly", "2026-04-01 07:10")
    run("yearly", "2027-01-01 07:15")
    run("quarterly", "2026-07-01 07:10")  # a quarter in which nothing moved

    assert made() == [("quarterly", "2026-01-01", False), ("yearly", "2026-01-01", False)]


def test_a_month_slept_through_is_made_the_next_morning_and_says_so(movements):
    moved_on(movements, date(2026, 2, 20))

    run("monthly", "2026-03-03 07:05")

    assert made() == [("monthly", "2026-02-01", True)]
    assert Report.objects.get().due_at == at("2026-03-01 07:05")


def test_a_machine_off_for_two_days_makes_each_missed_report_once_and_says_so(movements):
    days = [date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)]
    moved_on(movements, *days)
    ScheduledRun.objects.all().delete()
    with time_machine.travel(at("2026-03-02 12:00"), tick=False):
        scheduling.sync(at("2026-03-02 12:00"))
    run("daily", "2026-03-02 18:30")
    PeriodicTask.objects.exclude(name="reports.daily").update(enabled=False)

    with time_machine.travel(at("2026-03-05 09:00"), tick=False):  # off since Monday night
        sent = catch_up()
    with time_machine.travel(at("2026-03-05 09:05"), tick=False):
        again = catch_up()

    assert (sent, again) == (2, 0)
    assert made() == [
        ("daily", "2026-03-02", False),
        ("daily", "2026-03-03", True),
        ("daily", "2026-03-04", True),
    ]
    runs = ScheduledRun.objects.filter(task="reports.daily", is_caught_up=True)
    assert [run.state for run in runs] == ["done", "done"]


def test_a_run_killed_before_its_report_is_done_again_once(movements):
    moved_on(movements, date(2026, 3, 2))
    ScheduledRun.objects.create(
        task="reports.daily",
        due_at=at("2026-03-02 18:30"),
        started_at=at("2026-03-02 18:30"),
        worker="gone-host:1:1",
    )

    with time_machine.travel(at("2026-03-02 19:00"), tick=False):
        run_scheduled("reports.daily", at("2026-03-02 18:30").isoformat())
        run_scheduled("reports.daily", at("2026-03-02 18:30").isoformat())

    assert made() == [("daily", "2026-03-02", True)]
    assert ScheduledRun.objects.get(task="reports.daily", rows__gt=0).attempts == 2


WORKER = """
import time, django
django.setup()
from datetime import datetime
from core.scheduling import run_due
from reports.services import report
whole = report._whole
def slow(question):
    figures = whole(question)
    print("half", flush=True)
    time.sleep(120)
    return figures
report._whole = slow
moment = datetime.fromisoformat("2026-03-02T18:30:00+08:00")
run_due("reports.daily", moment, moment)
"""


def _address() -> str:
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_one_correct_report_after_restart(
    transactional_db, movements
):
    moved_on(movements, date(2026, 3, 2))
    environment: dict[str, Any] = {
        **os.environ,
        "DATABASE_URL": _address(),
        "DJANGO_SETTINGS_MODULE": "backoffice.settings.dev",
    }
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stdout is not None
        with worker.stdout as said:
            assert said.readline().strip() == "half"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert Report.objects.count() == 0
    assert ScheduledRun.objects.get(task="reports.daily", due_at=at("2026-03-02 18:30")).state == (
        "running"
    )
    time.sleep(0.1)

    scheduling.run_due("reports.daily", datetime.now(UTC), at("2026-03-02 18:30"))

    report = Report.objects.get()
    live = report_build(question=Question("daily", date(2026, 3, 2)))
    assert report.figures["totals"] == live["totals"]
    assert is_intact(report)


def test_who_reads_reports_is_told_of_a_new_one_once(
    movements, fang_wen, lin_yu, django_capture_on_commit_callbacks
):
    moved_on(movements, date(2026, 3, 2))

    with django_capture_on_commit_callbacks(execute=True):
        run("daily", "2026-03-02 18:30")
        run("daily", "2026-03-02 18:30")

    [told] = Notification.objects.filter(recipient=fang_wen)
    report = Report.objects.get()
    assert (told.title, told.url) == (f"{report} 已生成", f"/reports/report/{report.pk}/")
    assert not Notification.objects.filter(recipient=lin_yu).exists()
    assert str(report) == "日报 2026-03-02 · 订单（复核日）"
