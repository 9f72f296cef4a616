"""Killed workers and writers under way."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from accounts.models import User
from core import audit, jobs
from core.jobs import registry, starting
from core.models import AuditEntry, AuditSeal, Job

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)

WORKER = """
import time, django
django.setup()
from core import jobs
@jobs.kind("papers.long", "Long")
def work(job):
    job.advance(3, 10)
    time.sleep(120)
jobs.run({pk})
"""


def _address() -> str:
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def _wait(job: Job, **wanted: Any) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        job.refresh_from_db()
        if all(getattr(job, name) == value for name, value in wanted.items()):
            return
        time.sleep(0.2)
    pytest.fail(f"{job} never became {wanted}: {job.state} {job.progress}")


def test_a_job_survives_the_death_of_its_worker(
    li_min: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_kinds", {})
    sent: list[int] = []
    monkeypatch.setattr(starting, "hand_over", [sent.append])
    jobs.kind("papers.long", "Long")(lambda job: {"done": "by another"})
    job = jobs.start("papers.long", actor=li_min)
    environment = {
        **os.environ,
        "DATABASE_URL": _address(),
        "DJANGO_SETTINGS_MODULE": "backoffice.settings.dev",
    }
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER.format(pk=job.pk)],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(job, state="running", progress=3)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert jobs.sweep(datetime.now(UTC)) == 1
    job.refresh_from_db()
    assert (job.state, sent) == ("queued", [job.pk, job.pk])
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == ("done", {"done": "by another"}, 2)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer")
def test_the_sealer_waits_for_an_entry_in_flight_with_a_lower_id(
    li_min: User, tmp_path: Path, settings: Any
) -> None:
    settings.AUDIT_ANCHOR_FILE = tmp_path / "anchors.jsonl"
    written, finish = threading.Event(), threading.Event()

    def slow_writer() -> None:
        try:
            with transaction.atomic():
                audit.record(actor=li_min, verb="slow", subject=None, at=AT)
                written.set()
                finish.wait(timeout=20)
        finally:
            connection.close()

    thread = threading.Thread(target=slow_writer)
    thread.start()
    assert written.wait(timeout=10)
    audit.record(actor=li_min, verb="quick", subject=None, at=AT)
    assert audit.seal(AT) == []
    finish.set()
    thread.join(timeout=10)
    assert [seal.count for seal in audit.seal(AT + timedelta(minutes=5))] == [2]
    assert list(AuditEntry.objects.order_by("id").values_list("verb", flat=True)) == [
        "slow",
        "quick",
    ]
    assert AuditSeal.objects.count() == 1
    assert audit.verify() == []
