"""What a file brought in of a person is deleted when the person asks."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.database import portions
from core.models import ImportBatch, ImportRow

from .batches import batch_discard
from .purging import OPEN

AT_ONCE = 500


def rows_forget(*, ledger: str, is_theirs: Callable[[set[str]], bool], at: datetime) -> int:
    """Delete the staged rows that are the person's, and the files they came in; returns how many.

    ``is_theirs`` is asked with the texts of a row. A file not imported yet is given up whole: what
    would be written is no longer what was shown. Counts of what was imported stay.
    """
    rows = ImportRow.objects.filter(batch__ledger=ledger)
    found: dict[int, list[int]] = {}
    for pk, of_batch, cells in rows.values_list("pk", "batch_id", "cells").iterator():
        if is_theirs({str(cell).strip() for cell in cells if cell not in (None, "")}):
            found.setdefault(of_batch, []).append(pk)
    for batch in ImportBatch.objects.filter(pk__in=found).order_by("pk"):
        if batch.status in OPEN:
            reason = _("Personal details in it were deleted on request")
            batch_discard(actor=None, batch=batch, at=at, reason=reason)
            continue
        for keys in portions(found[batch.pk], AT_ONCE):
            batch.staged.filter(pk__in=keys).delete()
        _forget_file(batch)
    return sum(map(len, found.values()))


def _forget_file(batch: ImportBatch) -> None:
    """The first values of its columns and the file itself, which cannot be rewritten."""
    storage, name = batch.file.storage, batch.file.name
    batch.samples, batch.file = [], ""
    batch.save(update_fields=["samples", "file"])
    if name:
        transaction.on_commit(lambda: storage.delete(name))
