"""The life of a batch: opened, mapped, checked, confirmed or discarded."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from core import states
from core.clock import business_date
from core.errors import BusinessError, NotAllowed
from core.excel.headings import Headings, find_headings
from core.excel.reading import Table, open_table
from core.models import ImportBatch

from .context import ImportContext
from .evaluation import evaluate
from .ledger import ImportLedger
from .mapping import (
    Mapped,
    by_name,
    check_mapping,
    known_headings,
    propose,
    restored,
    save_mapping,
)
from .registry import ledger as find_ledger
from .row import Row, State
from .staging import CODES, columns_of, counts_of, rows_of_table, samples_of, stage, staged_rows

Status = ImportBatch.Status
Advance = Callable[[int, int], None]


def _silently(_step: int, _of: int) -> None:
    """Nobody watches."""


@dataclass
class Opened:
    """A batch with its file read."""

    batch: ImportBatch
    table: Table
    headings: Headings


def may_import(actor: Any, ledger: ImportLedger, *, is_historical: bool = False) -> None:
    """Raise NotAllowed where this person may not bring such rows in."""
    if not actor.has_perm(ledger.permission):
        raise NotAllowed(_("You may not import %(ledger)s.") % {"ledger": ledger.label})
    if not is_historical:
        return
    if not ledger.takes_historical:
        raise BusinessError(
            _("%(ledger)s takes no historical rows.") % {"ledger": ledger.label},
            code="no_historical",
        )
    if not actor.has_perm("core.import_historical"):
        raise NotAllowed(_("You may not import historical records."))


def batch_open(
    *,
    actor: Any,
    ledger: ImportLedger,
    file_name: str,
    content: bytes,
    at: datetime,
    is_historical: bool = False,
    sheet: str = "",
    mapping_name: str = "",
) -> Opened:
    """Read a file, keep it, and propose how its headings match.

    Refuses files that cannot be read, people who may not, and mappings that do not fit. The file is
    read before anything is held: that takes as long as it takes.
    """
    may_import(actor, ledger, is_historical=is_historical)
    table = open_table(content, file_name, sheet=sheet)
    batch = ImportBatch(
        ledger=ledger.name,
        file_name=file_name[-255:],
        digest=hashlib.sha256(content).hexdigest(),
        is_historical=is_historical,
        created_at=at,
        created_by=actor,
    )
    opened = Opened(batch, table, find_headings(table, known_headings(ledger)))
    _describe(ledger, opened, mapping_name)
    with transaction.atomic():
        batch.file.save(f"{batch.digest[:32]}", ContentFile(content), save=False)
        batch.save()
    return opened


def batch_reopen(
    *, actor: Any, batch: ImportBatch, sheet: str, heading_row: int | None, mapping_name: str = ""
) -> Opened:
    """Read the kept file again: another sheet, or the headings where a person saw them."""
    ledger = find_ledger(batch.ledger)
    may_import(actor, ledger, is_historical=batch.is_historical)
    table = open_table(_content(batch), batch.file_name, sheet=sheet)
    opened = Opened(batch, table, find_headings(table, known_headings(ledger), at_row=heading_row))
    with transaction.atomic():
        _open_to_change(batch)
        _describe(ledger, opened, mapping_name)
        batch.save()
    return opened


@transaction.atomic
def batch_map(
    *, actor: Any, batch: ImportBatch, mapped: Mapped, at: datetime, save_as: str = ""
) -> None:
    """Say by hand which heading is which column; ``save_as`` keeps it for the next such file."""
    ledger = find_ledger(batch.ledger)
    may_import(actor, ledger, is_historical=batch.is_historical)
    _open_to_change(batch)
    check_mapping(ledger, mapped)
    batch.mapping = {name: source.stored() for name, source in mapped.items()}
    batch.mapping_name = save_as
    if save_as:
        save_mapping(
            ledger, name=save_as, headings=batch.headings, mapped=mapped, actor=actor, at=at
        )
    batch.save(update_fields=["mapping", "mapping_name"])


def batch_check(
    *,
    actor: Any,
    batch: ImportBatch,
    at: datetime,
    opened: Opened | None = None,
    advance: Advance = _silently,
) -> None:
    """Find out row by row what would happen and stage it. Writes nothing into the ledger."""
    ledger = find_ledger(batch.ledger)
    may_import(actor, ledger, is_historical=batch.is_historical)
    mapped = restored(batch.mapping)
    check_mapping(ledger, mapped)
    if opened is None:
        table = open_table(_content(batch), batch.file_name, sheet=batch.sheet)
        opened = Opened(
            batch, table, find_headings(table, known_headings(ledger), at_row=batch.heading_row)
        )
    rows = rows_of_table(opened.table, opened.headings, ledger, mapped)
    if not rows:
        raise BusinessError(
            _("There is no row below the headings."), field="heading_row", code="file_no_rows"
        )
    advance(1, 3)
    with transaction.atomic():
        evaluate(ledger, rows, _context(ledger, batch, actor, at))
        advance(2, 3)
        stage(batch, rows, columns_of(ledger, mapped))
        if batch.status == Status.CHECKED:
            states.move(batch, Status.UPLOADED, actor=actor, at=at)
        states.move(batch, Status.CHECKED, actor=actor, at=at, **counts_of(rows))


def batch_confirm(
    *,
    actor: Any,
    batch: ImportBatch,
    at: datetime,
    keep_good: bool = False,
    advance: Advance = _silently,
) -> dict[str, int]:
    """Write what the preview showed; returns the counts.

    All or nothing unless ``keep_good``. Refuses when a row has an error (all or nothing), and when
    the ledger has moved on so that the outcome is no longer what was shown: the preview is then
    made anew and nothing is written.
    """
    moved_on = 0
    with transaction.atomic():
        batch.refresh_from_db(from_queryset=ImportBatch.objects.select_for_update(of=("self",)))
        ledger = find_ledger(batch.ledger)
        may_import(actor, ledger, is_historical=batch.is_historical)
        _confirmable(batch, keep_good=keep_good)
        names = columns_of(ledger, restored(batch.mapping))
        staged = list(staged_rows(batch, names))
        rows = [row for row, _state in staged]
        context = _context(ledger, batch, actor, at)
        advance(1, 3)
        evaluate(ledger, rows, context)
        advance(2, 3)
        moved_on = sum(CODES[row.state] != state for row, state in staged)
        if moved_on:
            stage(batch, rows, names)
            ImportBatch.objects.filter(pk=batch.pk).update(**counts_of(rows))
        else:
            wanted = _to_write(ledger, rows, context)
            if wanted:
                ledger.write(wanted, context)
            states.move(
                batch,
                Status.CONFIRMED,
                actor=actor,
                at=at,
                locked=True,
                keep_good=keep_good,
                **counts_of(rows),
            )
    if moved_on:
        batch.refresh_from_db()
        raise _outdated(moved_on)
    return batch.counts


@transaction.atomic
def batch_discard(*, actor: Any, batch: ImportBatch, at: datetime, reason: str = "") -> None:
    """Give the file up; its staged rows and the file itself are removed."""
    if actor is not None:  # what lies about too long is cleared away by nobody
        may_import(actor, find_ledger(batch.ledger), is_historical=batch.is_historical)
    states.move(batch, Status.DISCARDED, actor=actor, at=at, reason=reason)
    batch.staged.all().delete()
    storage, name = batch.file.storage, batch.file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def _to_write(ledger: ImportLedger, rows: list[Row], context: ImportContext) -> list[Row]:
    moving = (State.NEW, State.CHANGED)
    if not ledger.group_by:
        return [row for row in rows if row.state in moving]
    return [
        row
        for lines in context.documents([row for row in rows if row.state != State.ERROR]).values()
        if any(line.state in moving for line in lines)
        for row in lines
    ]


def _outdated(count: int) -> BusinessError:
    sentence = _(
        "Since the preview, the outcome of %(count)s rows has changed. "
        "Nothing was written; look again."
    )
    return BusinessError(sentence % {"count": count}, code="import_outdated")


def _confirmable(batch: ImportBatch, *, keep_good: bool) -> None:
    if batch.status == Status.CONFIRMED:
        raise BusinessError(_("This file has been imported already."), code="import_done")
    if batch.status != Status.CHECKED:
        raise BusinessError(_("This file has not been checked."), code="import_not_checked")
    if batch.error_count and not keep_good:
        raise BusinessError(
            _("%(count)s rows are wrong. Nothing was imported.") % {"count": batch.error_count},
            code="import_has_errors",
        )


def _open_to_change(batch: ImportBatch) -> None:
    # Held, or a confirmation under way would be written over and the file come in twice.
    batch.refresh_from_db(from_queryset=ImportBatch.objects.select_for_update(of=("self",)))
    if batch.status not in (Status.UPLOADED, Status.CHECKED):
        raise BusinessError(
            _("This file has been imported or discarded already."), code="import_done"
        )


def _describe(ledger: ImportLedger, opened: Opened, mapping_name: str) -> None:
    batch, table, headings = opened.batch, opened.table, opened.headings
    names: Sequence[str] = headings.names
    batch.sheet, batch.sheets = table.sheet, table.sheets
    batch.heading_row = table.first_row + headings.row
    batch.first_column = table.first_column
    batch.headings = list(names)
    batch.samples = samples_of(table, headings)
    if mapping_name:
        mapped, batch.mapping_name = by_name(ledger, names, mapping_name), mapping_name
    else:
        mapped, batch.mapping_name = propose(ledger, names)
    batch.mapping = {name: source.stored() for name, source in mapped.items()}


def _content(batch: ImportBatch) -> bytes:
    with batch.file.open("rb") as file:
        return bytes(file.read())


def _context(ledger: ImportLedger, batch: ImportBatch, actor: Any, at: datetime) -> ImportContext:
    return ImportContext(
        actor=actor,
        at=at,
        on=business_date(at),
        batch=batch,
        is_historical=batch.is_historical,
        group_by=ledger.group_by,
    )
