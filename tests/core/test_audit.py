"""The trail is written once, sealed, and every later touch shows."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from core import audit
from core.audit import protection
from core.models import AuditEntry, AuditSeal
from tests.ground.models import Paper

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def anchors(settings: Any, tmp_path: Path) -> Path:
    settings.AUDIT_ANCHOR_FILE = tmp_path / "audit" / "anchors.jsonl"
    return settings.AUDIT_ANCHOR_FILE


@pytest.fixture
def five(li_min: User) -> list[AuditEntry]:
    """Five entries, sealed in two batches."""
    paper = Paper.objects.create(name="合同")

    def write(count: int) -> None:
        for index in range(count):
            audit.record(
                actor=li_min,
                verb="changed",
                subject=paper,
                at=AT,
                changes={"amount": [Decimal("1.10"), Decimal(index)]},
            )
        assert [seal.count for seal in audit.seal(AT)] == [count]

    write(3)
    write(2)
    return list(AuditEntry.objects.order_by("id"))


@pytest.fixture
def tampering(five: list[AuditEntry]) -> Iterator[None]:
    """Somebody with the database's own password."""
    protection.unprotect(connection)
    yield
    protection.protect(connection)


def test_an_entry_says_who_did_what_to_which_record(li_min: User) -> None:
    paper = Paper.objects.create(name="合同")
    entry = audit.record(
        actor=li_min,
        verb="changed",
        subject=paper,
        at=AT,
        reason="typing error",
        changes={
            "amount": [Decimal("1.10"), Decimal("1E+3")],
            "on": [None, date(2026, 3, 2)],
            "owner": [li_min, True],
            "status": [Paper.Status.DRAFT, Paper.Status.DONE],
        },
    )
    entry.refresh_from_db()
    assert entry.changes == {
        "amount": ["1.10", "1000"],
        "on": [None, "2026-03-02"],
        "owner": ["李敏", True],
        "status": ["draft", "done"],
    }
    assert list(AuditEntry.objects.about(paper)) == [entry]


def test_many_entries_are_one_insert(li_min: User, django_assert_num_queries: Any) -> None:
    papers = [Paper.objects.create(name=f"合同{i}") for i in range(5)]
    AuditEntry.objects.about(papers[0])
    with django_assert_num_queries(1):
        assert audit.record_many(actor=li_min, verb="brought_in", subjects=papers, at=AT) == 5


def test_a_difference_names_only_what_changed() -> None:
    assert audit.difference({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == {
        "b": [2, 3],
        "c": [None, 4],
    }


@pytest.mark.parametrize("table", protection.TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.usefixtures("five")
def test_the_database_refuses_to_change_the_trail(table: str, statement: str) -> None:
    if "TRUNCATE" in statement:
        if connection.vendor == "sqlite":
            return  # SQLite has no such statement
        _execute("SET CONSTRAINTS ALL IMMEDIATE")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


def test_the_models_refuse_to_change_the_trail(five: list[AuditEntry]) -> None:
    for change in (
        five[0].save,
        five[0].delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(verb="x"),
        AuditSeal.objects.all().delete,
    ):
        with pytest.raises(TypeError, match="append-only"):
            change()


def test_an_untouched_trail_holds(five: list[AuditEntry], anchors: Path) -> None:
    assert audit.verify() == []
    assert audit.seal(AT) == []
    call_command("check_audit")
    lines = [json.loads(line) for line in anchors.read_text().splitlines()]
    assert [line["digest"] for line in lines] == list(
        AuditSeal.objects.values_list("digest", flat=True)
    )


def _execute(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.usefixtures("tampering")
def test_a_changed_entry_is_found(five: list[AuditEntry]) -> None:
    _execute("UPDATE core_auditentry SET reason = 'late' WHERE id = %s", five[1].pk)
    assert [(b.kind, b.entry_id) for b in audit.verify()] == [("changed", five[1].pk)]
    with pytest.raises(CommandError):
        call_command("check_audit")


@pytest.mark.usefixtures("tampering")
def test_a_removed_entry_is_found(five: list[AuditEntry]) -> None:
    _execute("DELETE FROM core_auditentry WHERE id = %s", five[4].pk)
    assert [(b.kind, b.entry_id) for b in audit.verify()] == [("removed", five[4].pk)]


@pytest.mark.usefixtures("tampering")
def test_an_inserted_entry_is_found(five: list[AuditEntry]) -> None:
    AuditEntry.objects.bulk_create([AuditEntry(id=0, at=AT, verb="forged")])
    assert [(b.kind, b.entry_id) for b in audit.verify()] == [("inserted", 0)]


@pytest.mark.usefixtures("tampering")
def test_a_trail_cut_off_at_its_end_is_found(five: list[AuditEntry]) -> None:
    last = AuditSeal.objects.last()
    assert last is not None
    _execute("DELETE FROM core_auditentry WHERE id >= %s", last.first_id)
    _execute("DELETE FROM core_auditseal WHERE id = %s", last.pk)
    assert [(b.kind, b.entry_id) for b in audit.verify()] == [("cut_off", five[4].pk)]


@pytest.mark.usefixtures("tampering")
def test_a_chain_written_anew_differs_from_its_anchor(five: list[AuditEntry]) -> None:
    _execute("UPDATE core_auditentry SET reason = 'late' WHERE id = %s", five[1].pk)
    first = AuditSeal.objects.first()
    assert first is not None
    _execute("UPDATE core_auditseal SET digest = %s WHERE id = %s", "f" * 64, first.pk)
    assert {breach.kind for breach in audit.verify()} == {"changed", "seal"}


@pytest.mark.django_db(transaction=True)
def test_a_committed_trail_can_be_flushed_after_the_test(li_min: User) -> None:
    audit.record(actor=li_min, verb="logged_in", subject=None)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM core_auditentry")
