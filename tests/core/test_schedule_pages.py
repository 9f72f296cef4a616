"""The board of schedules: what ran, whom it reached, and having it run by hand."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_celery_beat.models import PeriodicTask

from core import scheduling
from core.clock import SHANGHAI
from core.errors import BusinessError
from core.menu import runs_failed
from core.models import AuditEntry, Notification, ReadReceipt, ScheduledRun, Sending
from core.tasks import run_scheduled
from core.ui import inbox
from reports.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening(time_machine, django_capture_on_commit_callbacks):
    """A working day, an hour after the daily report is due; what is handed over is worked."""
    time_machine.move_to(datetime(2026, 3, 2, 19, 30, tzinfo=SHANGHAI))
    return partial(django_capture_on_commit_callbacks, execute=True)


@pytest.fixture
def daily(evening, zhou_ting, li_min):
    """The last due moment of the daily report, done by the clock."""
    scheduling.sync(timezone.now())
    with evening():
        run_scheduled("reports.daily")
    row = PeriodicTask.objects.get(name="reports.daily")
    moment = scheduling.last_due(scheduling.when_of(row), timezone.now(), only_working_days=False)
    return ScheduledRun.objects.get(task="reports.daily", due_at=moment)


def test_a_failed_run_says_why_and_a_supervisor_runs_it_again(
    daily, evening, zhou_ting, zhou_ting_client, li_min_client
):
    task = PeriodicTask.objects.get(name="reports.daily")
    ScheduledRun.objects.filter(pk=daily.pk).update(
        state="failed", error="The books are away.", attempts=3, finished_at=timezone.now()
    )

    page = zhou_ting_client.get("/schedule/")
    assert "The books are away." in page.content.decode()
    assert li_min_client.post(f"/schedule/{task.pk}/run/").status_code == 403
    assert zhou_ting_client.post("/schedule/999999/run/").status_code == 404
    with evening():
        zhou_ting_client.post(f"/schedule/{task.pk}/run/")

    daily.refresh_from_db()
    assert (daily.state, daily.error, daily.attempts) == ("done", "", 4)
    assert daily.asked_by == zhou_ting
    entry = AuditEntry.objects.get(verb="core.schedule_run")
    assert (entry.actor_id, entry.reason) == (zhou_ting.pk, "reports.daily")


def test_what_is_done_may_be_run_again_and_makes_nothing_twice(daily, evening, zhou_ting_client):
    task = PeriodicTask.objects.get(name="reports.daily")
    before = list(Report.objects.values_list("pk", "digest"))
    assert len(before) == 1

    with evening():
        zhou_ting_client.post(f"/schedule/{task.pk}/run/")
    with evening():
        zhou_ting_client.post(f"/scheduled-run/{daily.pk}/again/")

    daily.refresh_from_db()
    assert (daily.state, daily.attempts) == ("done", 3)
    assert list(Report.objects.values_list("pk", "digest")) == before
    assert AuditEntry.objects.filter(verb="core.schedule_run").count() == 2


def test_the_run_shows_what_it_made_and_sends_it_to_its_readers_again(
    daily, zhou_ting, zhou_ting_client, li_min, li_min_client, time_machine
):
    report = Report.objects.get()
    assert (daily.result, daily.result_text) == (report, str(report))
    first = Sending.objects.of(report).get()
    assert f"{first.people_count}" in zhou_ting_client.get("/schedule/").content.decode()

    page = zhou_ting_client.get(f"/scheduled-run/{daily.pk}/").content.decode()
    assert str(li_min) in page
    assert li_min_client.post(f"/scheduled-run/{daily.pk}/resend/").status_code == 403
    zhou_ting_client.post(f"/scheduled-run/{daily.pk}/resend/")
    assert Sending.objects.of(report).count() == 1  # sent a moment ago

    time_machine.move_to(timezone.now() + timedelta(hours=1))
    zhou_ting_client.post(f"/scheduled-run/{daily.pk}/resend/")

    second = Sending.objects.of(report).latest("sent_at")
    names = set(ReadReceipt.objects.filter(sending=first).values_list("person", flat=True))
    again = set(ReadReceipt.objects.filter(sending=second).values_list("person", flat=True))
    assert (second.sent_by, again) == (zhou_ting, names - {zhou_ting.pk})
    assert Notification.objects.filter(recipient=li_min, kind="core.sent_again").count() == 1
    assert AuditEntry.objects.filter(verb="core.record_sent_again").count() == 1


def test_what_was_sent_to_nobody_cannot_be_sent_again(zhou_ting_client):
    run = ScheduledRun.objects.create(
        task="orders.facts_compare", due_at=timezone.now(), state="done", rows=0
    )
    answer = zhou_ting_client.post(f"/scheduled-run/{run.pk}/resend/", follow=True)
    assert "没有发给任何人" in answer.content.decode()


def test_a_failed_schedule_stands_in_the_inbox_of_who_may_run_it_again(zhou_ting, li_min):
    run = ScheduledRun.objects.create(
        task="reports.daily", due_at=datetime.now(UTC), state="failed", error="The books are away."
    )

    [[row]] = inbox.Question(runs_failed(zhou_ting)).rows()
    assert (row.note, row.url) == ("The books are away.", f"/scheduled-run/{run.pk}/")
    assert runs_failed(li_min) == []


def test_an_unforeseen_failure_is_told_in_words(monkeypatch):
    def broken(**_arguments):
        raise KeyError("figures")

    monkeypatch.setattr("reports.tasks.report_make_due", broken)
    scheduling.sync(timezone.now())
    ScheduledRun.objects.all().delete()
    run = scheduling.run_due("reports.daily", timezone.now())
    assert (run.state, run.error) == ("failed", "发生意外错误（KeyError），已记入日志。")


def test_a_run_that_fails_again_shows_nothing_of_what_it_made_before(
    daily, evening, zhou_ting, zhou_ting_client, monkeypatch
):
    assert daily.result_text
    schedule = scheduling.all_schedules()["reports.daily"]

    def broken(due_at):
        raise BusinessError("The books are away.")

    monkeypatch.setattr(schedule.task, "run", broken)
    run = scheduling.run_due("reports.daily", timezone.now(), daily.due_at, asked_by=zhou_ting.pk)

    assert (run.state, run.error) == ("failed", "The books are away.")
    assert (run.rows, run.result_type, run.result_id, run.result_text) == (None, None, None, "")
    board = zhou_ting_client.get("/schedule/").text
    assert "The books are away." in board
    assert "已读" not in board


def test_the_board_asks_the_same_however_many_schedules_there_are(
    daily, zhou_ting_client, monkeypatch
):
    zhou_ting_client.get("/schedule/")
    with CaptureQueriesContext(connection) as all_of_them:
        assert "已读" in zhou_ting_client.get("/schedule/").text
    standing = scheduling.standing
    monkeypatch.setattr(
        scheduling, "standing", lambda at: [row for row in standing(at) if "daily" in row[0].name]
    )
    with CaptureQueriesContext(connection) as one:
        zhou_ting_client.get("/schedule/")

    assert len(one) == len(all_of_them)


def test_a_day_stands_in_the_dialog_with_the_rhythm_it_belongs_to(daily, zhou_ting_client):
    task = PeriodicTask.objects.get(name="reports.daily")
    dialog = zhou_ting_client.get(f"/schedule/{task.pk}/change/").text
    assert 'data-with-choice="rhythm=weekly"' in dialog
    assert 'data-with-choice="rhythm=monthly"' in dialog
