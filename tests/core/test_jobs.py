"""Background work has a visible row, is done once, and is found again when its worker dies."""

import os
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from core import jobs
from core.errors import BusinessError
from core.jobs import liveness, registry, starting
from core.models import Job

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> list[int]:
    """The jobs handed to a worker, who is away."""
    settings.MEDIA_ROOT = tmp_path
    taken: list[int] = []
    monkeypatch.setattr(registry, "_kinds", {})
    monkeypatch.setattr(starting, "hand_over", [taken.append])
    return taken


@pytest.fixture(autouse=True)
def _kinds(sent: list[int]) -> None:
    @jobs.kind("papers.count", "Count papers")
    def count(job: jobs.Running, upto: int) -> dict[str, int]:
        for n in range(upto):
            job.advance(n + 1, upto, f"paper {n + 1}")
        job.attach("合计.csv", b"a,b\n")
        return {"counted": upto}

    @jobs.kind("papers.refuse", "Refuse")
    def refuse(job: jobs.Running) -> None:
        raise BusinessError("There is no paper.")

    @jobs.kind("papers.break", "Break", rederivable=False)
    def broken(job: jobs.Running) -> None:
        raise RuntimeError("the phone number 13800138000 is secret")


def test_a_job_is_done_and_keeps_result_and_file(li_min: User) -> None:
    job = jobs.start("papers.count", actor=li_min, upto=3)
    assert (job.state, job.title) == ("queued", "Count papers")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.progress, job.total, job.percent) == ("done", 3, 3, 100)
    assert job.result == {"counted": 3}
    assert (job.file_name, job.file.read()) == ("合计.csv", b"a,b\n")
    assert job.worker == liveness.here()
    job.file.close()


def test_a_job_is_sent_after_commit_and_not_after_a_roll_back(
    li_min: User, sent: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.start("papers.count", actor=li_min, upto=1)
        assert sent == []
    assert sent == [job.pk]


def test_a_message_that_comes_twice_is_worked_once(li_min: User) -> None:
    job = jobs.start("papers.count", actor=li_min, upto=1)
    jobs.run(job.pk)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.attempts == 1


def test_the_same_key_is_the_same_job_until_it_is_over(li_min: User) -> None:
    first = jobs.start("papers.count", actor=li_min, key="count:1", upto=1)
    assert jobs.start("papers.count", actor=li_min, key="count:1", upto=1) == first
    jobs.run(first.pk)
    assert jobs.start("papers.count", actor=li_min, key="count:1", upto=1) != first


def test_a_refusal_is_shown_in_its_own_words(li_min: User) -> None:
    job = jobs.start("papers.refuse", actor=li_min)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "There is no paper.")


def test_an_accident_is_logged_and_tells_no_secrets(
    li_min: User, caplog: pytest.LogCaptureFixture
) -> None:
    job = jobs.start("papers.break", actor=li_min)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "RuntimeError" in job.error
    assert "13800138000" not in job.error
    assert "jobs.failed" in caplog.text


def test_a_queued_job_is_cancelled_at_once_and_a_running_one_at_its_next_step(
    li_min: User,
) -> None:
    job = jobs.start("papers.count", actor=li_min, upto=1)
    jobs.cancel(job)
    assert job.state == "cancelled"

    @jobs.kind("papers.long", "Long")
    def work(running: jobs.Running) -> None:
        running.advance(1, 10)
        jobs.cancel(Job.objects.get(pk=running.pk))
        running.advance(2)
        pytest.fail("It went on.")

    other = jobs.start("papers.long", actor=li_min)
    jobs.run(other.pk)
    other.refresh_from_db()
    assert (other.state, other.progress) == ("cancelled", 2)


def test_only_what_failed_is_tried_again(li_min: User) -> None:
    job = jobs.start("papers.count", actor=li_min, upto=2)
    with pytest.raises(BusinessError):
        jobs.retry(job, actor=li_min)
    jobs.cancel(job)
    again = jobs.retry(job, actor=li_min)
    assert (again.params, again.state) == ({"upto": 2}, "queued")


def test_everybody_sees_their_own_jobs(li_min: User, zhou_ting: User) -> None:
    job = jobs.start("papers.count", actor=li_min, upto=1)
    assert list(Job.objects.visible_to(li_min)) == [job]
    assert not Job.objects.visible_to(zhou_ting).exists()


def _dead_worker() -> str:
    """A process of this machine that is no more."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return f"{socket.gethostname()}:{ended.pid}:1"


def _running(kind: str, actor: User, **fields: Any) -> Job:
    job = jobs.start(kind, actor=actor)
    values = {"state": "running", "attempts": 1, "heartbeat_at": AT, "worker": _dead_worker()}
    Job.objects.filter(pk=job.pk).update(**{**values, **fields})
    return job


def test_a_job_whose_worker_died_is_queued_again_where_that_is_safe(
    li_min: User, sent: list[int]
) -> None:
    safe, unsafe = _running("papers.refuse", li_min), _running("papers.break", li_min)
    assert jobs.sweep(AT) == 2
    safe.refresh_from_db()
    unsafe.refresh_from_db()
    assert (safe.state, unsafe.state) == ("queued", "failed")
    assert unsafe.error
    assert sent == [safe.pk]


def test_a_job_that_kills_its_workers_is_given_up(li_min: User) -> None:
    job = _running("papers.refuse", li_min, attempts=3)
    jobs.sweep(AT)
    job.refresh_from_db()
    assert job.state == "failed"


def test_a_living_or_paused_worker_keeps_its_job(li_min: User) -> None:
    job = _running("papers.refuse", li_min, worker=liveness.here())
    assert jobs.sweep(AT + timedelta(seconds=60)) == 0
    away = _running("papers.refuse", li_min, worker="other-host:1:1")
    assert jobs.sweep(AT + timedelta(seconds=60)) == 0
    assert jobs.sweep(AT + timedelta(seconds=121)) == 1
    assert list(Job.objects.filter(state="queued")) == [away]
    jobs.sweep(AT + timedelta(minutes=21))
    job.refresh_from_db()
    assert job.state == "queued"


def test_a_worker_that_comes_back_after_its_job_was_taken_away_changes_nothing(
    li_min: User,
) -> None:
    @jobs.kind("papers.slow", "Slow")
    def work(running: jobs.Running) -> dict[str, int]:
        Job.objects.filter(pk=running.pk).update(attempts=2)
        return {"stale": 1}

    job = jobs.start("papers.slow", actor=li_min)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == ("running", {})


def test_a_lost_message_is_sent_again(li_min: User, sent: list[int]) -> None:
    job = jobs.start("papers.count", actor=li_min, upto=1)
    now = timezone.now()
    assert jobs.sweep(now + timedelta(minutes=4)) == 0
    assert jobs.sweep(now + timedelta(minutes=6)) == 1
    assert sent == [job.pk]
    assert jobs.sweep(now + timedelta(minutes=7)) == 0


def test_a_file_goes_after_a_week(li_min: User) -> None:
    job = jobs.start("papers.count", actor=li_min, upto=1)
    jobs.run(job.pk)
    job.refresh_from_db()
    path = job.file.name
    assert default_storage.exists(path)
    jobs.sweep(timezone.now() + timedelta(days=8))
    job.refresh_from_db()
    assert not job.file
    assert not default_storage.exists(path)


def test_a_process_is_known_by_its_beginning_too() -> None:
    host, pid, _began = liveness.here().split(":")
    assert (host, pid) == (socket.gethostname(), str(os.getpid()))
    assert not liveness.is_dead(liveness.here(), AT, AT)
    assert liveness.is_dead(f"{host}:{pid}:1", AT, AT)


@pytest.mark.slow
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_work_s_transaction_is_open(li_min: User, settings: Any) -> None:
    settings.CELERY_TASK_ALWAYS_EAGER = False
    stepped, looked = threading.Event(), threading.Event()

    @jobs.kind("papers.open", "Open")
    def work(running: jobs.Running) -> None:
        with transaction.atomic():
            User.objects.filter(pk=li_min.pk).update(full_name="李敏敏")
            running.advance(7, 10)
            stepped.set()
            assert looked.wait(timeout=10)

    job = jobs.start("papers.open", actor=li_min)

    def run() -> None:
        try:
            jobs.run(job.pk)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert stepped.wait(timeout=10)
    deadline = datetime.now(UTC) + timedelta(seconds=8)
    while datetime.now(UTC) < deadline:
        job.refresh_from_db()
        if job.progress == 7:
            break
        threading.Event().wait(0.1)
    assert (job.progress, job.total, job.state) == (7, 10, "running")
    assert User.objects.get(pk=li_min.pk).full_name == "李敏"
    looked.set()
    thread.join(timeout=10)
    job.refresh_from_db()
    assert job.state == "done"
