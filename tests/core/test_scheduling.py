"""What runs by the clock runs once for each due moment, also after the machine was off."""

import json
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from celery import shared_task
from celery.schedules import crontab
from django_celery_beat.models import PeriodicTask

from core import scheduling
from core.clock import SHANGHAI
from core.errors import BusinessError
from core.models import ScheduledRun
from core.scheduling import declaring, due_moments, last_due

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


MONDAY = at("2026-03-02 18:05")


TOLD: list[date] = []
OUTCOME: dict[str, Any] = {}


@shared_task(name="papers.daily_report")
def report(due_at: datetime) -> int:
    TOLD.append(due_at.astimezone(SHANGHAI).date())
    if isinstance(OUTCOME["answer"], Exception):
        raise OUTCOME["answer"]
    return int(OUTCOME["answer"])


@shared_task(name="papers.clean")
def clean() -> None: ...


def declare(**options: Any) -> None:
    """A daily report for working days, and a cleaning that keeps no history."""
    when = options.pop("when", crontab(hour=18, minute=0))
    scheduling.scheduled(when, "Daily report", only_working_days=True, **options)(report)
    scheduling.scheduled(crontab(minute="*/5"), housekeeping=True)(clean)


@pytest.fixture(autouse=True)
def tasks(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    monkeypatch.setattr(declaring, "_schedules", {})
    PeriodicTask.objects.all().delete()
    ScheduledRun.objects.all().delete()
    TOLD.clear()
    OUTCOME["answer"] = 12
    declare()
    return SimpleNamespace(told=TOLD, declare=declare, outcome=OUTCOME)


@pytest.mark.parametrize(
    ("when", "moment", "expected"),
    [
        (crontab(hour=18, minute=0), "2026-03-02 18:00", "2026-03-02 18:00"),
        (crontab(hour=18, minute=0), "2026-03-02 17:59", "2026-02-28 18:00"),  # make-up Saturday
        (crontab(hour="9,14", minute=30), "2026-03-02 14:00", "2026-03-02 09:30"),
        (crontab(hour=8, minute=0, day_of_week="fri"), "2026-03-02 09:00", "2026-02-27 08:00"),
        (crontab(hour=8, minute=0, day_of_month="1"), "2026-04-02 09:00", "2026-04-01 08:00"),
        (crontab(minute="*/20"), "2026-03-02 09:59", "2026-03-02 09:40"),
    ],
)
def test_the_last_due_moment(when: crontab, moment: str, expected: str) -> None:
    assert last_due(when, at(moment), only_working_days=True) == at(expected)


def test_all_due_moments_of_a_span() -> None:
    daily = crontab(hour=18, minute=0)
    assert due_moments(
        daily, at("2026-03-05 18:00"), at("2026-03-09 18:00"), only_working_days=True
    ) == [at("2026-03-06 18:00"), at("2026-03-09 18:00")]


def test_a_due_moment_is_run_once(tasks: SimpleNamespace) -> None:
    run = scheduling.run_due("papers.daily_report", MONDAY)
    assert run is not None
    assert (run.due_at, run.state, run.rows, run.is_caught_up) == (
        at("2026-03-02 18:00"),
        "done",
        12,
        False,
    )
    assert scheduling.run_due("papers.daily_report", MONDAY + timedelta(minutes=9)) is None
    assert tasks.told == [date(2026, 3, 2)]


def test_a_clock_set_back_an_hour_runs_nothing_twice(tasks: SimpleNamespace) -> None:
    scheduling.run_due("papers.daily_report", MONDAY)
    scheduling.run_due("papers.daily_report", MONDAY - timedelta(hours=1))
    scheduling.run_due("papers.daily_report", MONDAY)
    assert tasks.told == [date(2026, 3, 2), date(2026, 2, 28)]


def test_schedules_come_into_the_table_and_keep_the_administrator_s_edit(
    tasks: SimpleNamespace,
) -> None:
    scheduling.sync(MONDAY)
    report = PeriodicTask.objects.get(name="papers.daily_report")
    clean = PeriodicTask.objects.get(name="papers.clean")
    assert (report.task, json.loads(report.args)) == (
        "core.run_scheduled",
        ["papers.daily_report"],
    )
    assert (clean.task, clean.args) == ("papers.clean", "[]")
    assert str(report.crontab.timezone) == "Asia/Shanghai"

    report.crontab = clean.crontab
    report.enabled = False
    report.save()
    tasks.declare(when=crontab(hour=19, minute=0))
    scheduling.sync(MONDAY)
    report.refresh_from_db()
    assert (report.crontab, report.enabled) == (clean.crontab, False)


def test_a_changed_declaration_is_followed_where_nobody_edited(tasks: SimpleNamespace) -> None:
    scheduling.sync(MONDAY)
    tasks.declare(when=crontab(hour=19, minute=0))
    scheduling.sync(MONDAY)
    assert PeriodicTask.objects.get(name="papers.daily_report").crontab.hour == "19"


def test_a_schedule_that_is_gone_is_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    scheduling.sync(MONDAY)
    own = PeriodicTask.objects.get(name="papers.clean").crontab
    PeriodicTask.objects.create(name="own", task="core.sweep_jobs", crontab=own)
    monkeypatch.setattr(declaring, "_schedules", {})
    scheduling.sync(MONDAY)
    assert not PeriodicTask.objects.get(name="papers.daily_report").enabled
    assert PeriodicTask.objects.get(name="own").enabled


def test_nothing_is_owed_from_before_the_set_up() -> None:
    scheduling.sync(MONDAY)
    assert scheduling.catch_up(MONDAY) == []


def test_after_two_days_off_the_last_moment_is_owed_once(tasks: SimpleNamespace) -> None:
    scheduling.sync(MONDAY)
    later = at("2026-03-05 09:00")
    owed = scheduling.catch_up(later)
    assert owed == [("papers.daily_report", at("2026-03-04 18:00"))]
    run = scheduling.run_due(*owed[0][:1], later, owed[0][1])
    assert run is not None
    assert run.is_caught_up
    assert scheduling.catch_up(later) == []


def test_a_report_may_owe_every_missed_day(tasks: SimpleNamespace) -> None:
    tasks.declare(every_missed=True)
    scheduling.sync(MONDAY)
    assert [moment for _name, moment in scheduling.catch_up(at("2026-03-05 09:00"))] == [
        at("2026-03-03 18:00"),
        at("2026-03-04 18:00"),
    ]


def test_what_is_switched_off_owes_nothing(tasks: SimpleNamespace) -> None:
    scheduling.sync(MONDAY)
    PeriodicTask.objects.update(enabled=False)
    assert scheduling.catch_up(at("2026-03-05 09:00")) == []


def test_a_failure_says_why_and_is_tried_again_three_times(tasks: SimpleNamespace) -> None:
    scheduling.sync(MONDAY - timedelta(days=5))
    tasks.outcome["answer"] = BusinessError("The books are away.")
    run = scheduling.run_due("papers.daily_report", MONDAY)
    assert run is not None
    assert (run.state, run.error) == ("failed", "The books are away.")
    for _ in range(4):
        ScheduledRun.objects.update(finished_at=MONDAY)
        for name, moment in scheduling.catch_up(MONDAY + timedelta(hours=1)):
            scheduling.run_due(name, MONDAY + timedelta(hours=1), moment)
    assert tasks.told == [date(2026, 3, 2)] * 3
    assert ScheduledRun.objects.get(due_at=run.due_at).attempts == 3


def test_a_run_whose_worker_died_is_owed_again(tasks: SimpleNamespace) -> None:
    scheduling.sync(MONDAY - timedelta(days=5))
    ScheduledRun.objects.create(
        task="papers.daily_report",
        due_at=at("2026-03-02 18:00"),
        started_at=MONDAY,
        worker="other-host:1:1",
    )
    assert scheduling.catch_up(MONDAY + timedelta(minutes=15)) == []
    assert len(scheduling.catch_up(MONDAY + timedelta(minutes=25))) == 1


@pytest.mark.parametrize(("minutes", "is_run"), [(15, False), (25, True)])
def test_a_person_has_a_run_of_a_dead_worker_done_however_often_it_was_tried(
    tasks: SimpleNamespace, zhou_ting: Any, minutes: int, is_run: bool
) -> None:
    scheduling.sync(MONDAY - timedelta(days=5))
    run = ScheduledRun.objects.create(
        task="papers.daily_report",
        due_at=at("2026-03-02 18:00"),
        started_at=MONDAY,
        worker="other-host:1:1",
        attempts=3,
    )
    later = MONDAY + timedelta(minutes=minutes)
    assert scheduling.catch_up(later) == []

    def ask() -> None:
        scheduling.run_again(actor=zhou_ting, scheduled_run=run, at=later)

    if is_run:
        ask()
    else:
        with pytest.raises(BusinessError) as refusal:
            ask()
        assert refusal.value.code == "running"
    scheduling.run_due("papers.daily_report", later, run.due_at, asked_by=zhou_ting.pk)
    run.refresh_from_db()
    assert (run.state, run.attempts) == (("done", 4) if is_run else ("running", 3))


def test_a_schedule_stands_above_a_task() -> None:
    with pytest.raises(TypeError, match="shared_task"):
        scheduling.scheduled(crontab())(lambda: None)


def test_the_kernel_s_own_tasks_run() -> None:
    from core import tasks as doors

    assert doors.seal_audit() >= 0
    assert doors.verify_audit() == 0
    assert doors.sweep_jobs() == 0
    assert doors.forget_submissions() == 0
    assert doors.catch_up() == 0
