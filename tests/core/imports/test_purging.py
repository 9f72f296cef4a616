"""Files nobody confirmed go after two weeks."""

from datetime import UTC, datetime, timedelta

import pytest

from core.imports import ledger as find_ledger
from core.imports.batches import batch_check, batch_open
from core.imports.purging import batches_purge
from core.models import AuditEntry, ImportBatch, ImportRow
from tests.cast import create_person

NOW = datetime(2026, 11, 20, 19, 25, tzinfo=UTC)
FILE = "片区编号,片区名称\nK9,衡阳\n".encode()


@pytest.fixture
def checked(db):
    """A file that was looked at and left, so many days ago."""
    person = create_person("li_min")

    def leave(days: int) -> ImportBatch:
        at = NOW - timedelta(days=days)
        ledger = find_ledger("toy_regions")
        opened = batch_open(actor=person, ledger=ledger, file_name="k.csv", content=FILE, at=at)
        batch_check(actor=person, batch=opened.batch, at=at, opened=opened)
        return opened.batch

    return leave


def test_an_import_left_for_two_weeks_is_discarded_with_its_rows_and_file(
    checked, django_capture_on_commit_callbacks
):
    old, fresh = checked(15), checked(13)
    storage, name = old.file.storage, old.file.name

    with django_capture_on_commit_callbacks(execute=True):
        assert batches_purge(at=NOW) == 1

    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.status, fresh.status) == ("discarded", "checked")
    assert set(ImportRow.objects.values_list("batch", flat=True)) == {fresh.pk}
    assert not storage.exists(name)
    entry = AuditEntry.objects.filter(verb="discarded").latest("pk")
    assert "14" in entry.reason
    assert batches_purge(at=NOW) == 0
