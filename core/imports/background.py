"""Long files are checked and confirmed by a worker, with a bar."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import jobs
from core.models import ImportBatch, Job

from .batches import batch_check, batch_confirm

LONG_FILE = 1_500_000
LONG_BATCH = 10_000


def check_later(batch: ImportBatch, *, actor: Any) -> Job | None:
    """Queue the check of a long file; None when it is short enough to wait for."""
    if batch.file.size < LONG_FILE:
        return None
    return jobs.start(
        "imports.check",
        actor=actor,
        key=f"imports.{batch.pk}",
        title=f"{CHECK} {batch.file_name}",
        batch=batch.pk,
    )


def confirm_later(batch: ImportBatch, *, actor: Any, keep_good: bool) -> Job | None:
    """Queue the confirming of a long batch; None when it is short enough to wait for."""
    if batch.row_count < LONG_BATCH:
        return None
    return jobs.start(
        "imports.confirm",
        actor=actor,
        key=f"imports.{batch.pk}",
        title=f"{CONFIRM} {batch.file_name}",
        batch=batch.pk,
        keep_good=keep_good,
    )


CHECK, CONFIRM = _("Check the import"), _("Import")


@jobs.kind("imports.check", CHECK)
def check(job: jobs.Running, batch: int) -> dict[str, Any]:
    """Find out row by row what would happen."""
    row = ImportBatch.objects.get(pk=batch)
    batch_check(actor=job.actor, batch=row, at=timezone.now(), advance=job.advance)
    return _result(row)


@jobs.kind("imports.confirm", CONFIRM)
def confirm(job: jobs.Running, batch: int, keep_good: bool) -> dict[str, Any]:  # noqa: FBT001
    """Write what the preview showed; a second run finds it done."""
    row = ImportBatch.objects.get(pk=batch)
    if row.status != ImportBatch.Status.CONFIRMED:
        batch_confirm(
            actor=job.actor,
            batch=row,
            at=timezone.now(),
            keep_good=keep_good,
            advance=job.advance,
        )
    return _result(row)


def _result(batch: ImportBatch) -> dict[str, Any]:
    return {"url": reverse("core:import_batch", args=[batch.pk]), **batch.counts}
