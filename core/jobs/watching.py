"""A second thread that signs for the worker while it works.

Progress has to be seen while the work's own transaction is still open, so it is written through a
connection of its own. SQLite has one writer: there a sign that would have to wait is left out.
"""

import contextlib
import threading
import time
from types import TracebackType
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from core.models import Job

_EVERY = 1.0
_SIGN_EVERY = 10.0


class Cancelled(Exception):
    """The person no longer wants it; the work's transaction rolls back."""


class Watch:
    """Keeps how far the job is, and writes it down once a second."""

    def __init__(self, row: Job) -> None:
        self._row = row
        self._done, self._total, self._message = row.progress, row.total, ""
        self._written: tuple[int, int, str] | None = None
        self._signed = time.monotonic()
        self._is_cancelled = threading.Event()
        self._is_over = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> "Watch":
        # In the suite the work runs in the same process and transaction as its test.
        if not getattr(settings, "CELERY_TASK_ALWAYS_EAGER", False):
            self._thread = threading.Thread(target=self._watch, daemon=True, name="job-watch")
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_over.set()
        if self._thread:
            self._thread.join(timeout=30)

    def advance(self, n: int, total: int | None, message: str) -> None:
        self._done = n
        if total is not None:
            self._total = total
        if message:
            self._message = message[:300]
        self.check()

    def check(self) -> None:
        if self._thread is None:
            self._write()
        if self._is_cancelled.is_set():
            raise Cancelled

    def progress(self) -> dict[str, Any]:
        return {"progress": self._done, "total": self._total, "message": self._message}

    def _watch(self) -> None:
        alias = connection.alias
        # This thread's own connection; short of patience, so that it never holds anybody up.
        own = connections[alias]
        try:
            while not self._is_over.wait(_EVERY):
                with contextlib.suppress(DatabaseError):
                    if own.vendor == "sqlite":
                        with own.cursor() as cursor:
                            cursor.execute("PRAGMA busy_timeout = 200")
                    self._write()
        finally:
            own.close()

    def _write(self) -> None:
        now = (self._done, self._total, self._message)
        mine = Job.objects.filter(pk=self._row.pk, attempts=self._row.attempts)
        if now != self._written or time.monotonic() - self._signed > _SIGN_EVERY:
            mine.filter(state=Job.State.RUNNING).update(
                heartbeat_at=timezone.now(), **self.progress()
            )
            self._written, self._signed = now, time.monotonic()
        wanted = mine.filter(state=Job.State.RUNNING, is_cancel_wanted=False).exists()
        if not wanted:
            self._is_cancelled.set()
