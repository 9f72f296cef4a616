"""Doing a job: claimed once, watched while it runs, finished by whoever claimed it."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.errors import BusinessError
from core.models import Job

from .liveness import here
from .registry import find
from .watching import Cancelled, Watch

logger = logging.getLogger("jobs")

FILE_KEPT_FOR = timedelta(days=7)


class Running:
    """What the work is given: the job, and how to say how far it is."""

    def __init__(self, row: Job, watch: Watch) -> None:
        self.row = row
        self._watch = watch
        self._file: dict[str, Any] = {}

    @property
    def pk(self) -> int:
        return int(self.row.pk)

    @property
    def actor(self) -> Any:
        """Who asked for it."""
        return self.row.actor

    def advance(self, n: int, total: int | None = None, message: str = "") -> None:
        """Say that n of total are done; raises Cancelled when the person no longer wants it."""
        self._watch.advance(n, total, message)

    def check(self) -> None:
        """Raise Cancelled when the person no longer wants it."""
        self._watch.check()

    def attach(self, name: str, content: Path | bytes) -> None:
        """Keep the file for the person to fetch, for a week."""
        stored = f"jobs/{uuid4().hex}{Path(name).suffix}"
        if isinstance(content, bytes):
            path = default_storage.save(stored, ContentFile(content))
        else:
            with content.open("rb") as opened:
                path = default_storage.save(stored, File(opened))
        self._file = {
            "file": path,
            "file_name": name[:200],
            "file_expires_at": timezone.now() + FILE_KEPT_FOR,
        }


def run(pk: int) -> None:
    """Claim the job and do it; nothing when somebody else has, or it is no longer wanted."""
    now = timezone.now()
    claimed = Job.objects.filter(pk=pk, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING,
        worker=here(),
        started_at=now,
        heartbeat_at=now,
        attempts=F("attempts") + 1,
    )
    if not claimed:
        return
    row = Job.objects.select_related("actor").get(pk=pk)
    language = getattr(row.actor, "language", "") or settings.LANGUAGE_CODE
    with translation.override(language):
        _work(row)


def _work(row: Job) -> None:
    kind = find(row.kind)
    with Watch(row) as watch:
        running = Running(row, watch)
        try:
            result = kind.work(running, **row.params)
        except Cancelled:
            outcome: dict[str, Any] = {"state": Job.State.CANCELLED}
        except BusinessError as refusal:
            outcome = {"state": Job.State.FAILED, "error": str(refusal)}
        except SoftTimeLimitExceeded:
            outcome = {"state": Job.State.FAILED, "error": _("It took longer than allowed.")}
        except Exception as error:
            logger.exception("jobs.failed %s %s", row.pk, row.kind)
            sentence = _("Something unexpected went wrong (%(error)s). It has been logged.")
            outcome = {
                "state": Job.State.FAILED,
                "error": sentence % {"error": type(error).__name__},
            }
        else:
            outcome = {
                "state": Job.State.DONE,
                "result": dict(result) if isinstance(result, Mapping) else {},
                **running._file,
            }
    finish(row, **{**watch.progress(), **outcome})


def finish(row: Job, **outcome: Any) -> bool:
    """Write what came of it, unless the job was taken away from this worker meanwhile."""
    mine = Job.objects.filter(pk=row.pk, state=Job.State.RUNNING, attempts=row.attempts)
    return bool(mine.update(finished_at=timezone.now(), **outcome))
