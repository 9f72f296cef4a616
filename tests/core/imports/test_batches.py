"""From file to ledger: new, changed, same, error; all or nothing, or the good rows now."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from accounts.models import Region
from core.errors import BusinessError, NotAllowed
from core.imports import ledger
from core.imports.batches import (
    batch_check,
    batch_confirm,
    batch_discard,
    batch_map,
    batch_open,
    batch_reopen,
)
from core.imports.mapping import Source, restored
from core.models import AuditEntry, ImportBatch, ImportMapping, ImportRow

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def checked(actor, text: str, name: str = "toy_regions", **options) -> ImportBatch:
    opened = batch_open(
        actor=actor,
        ledger=ledger(name),
        file_name="片区.csv",
        content=text.encode(),
        at=AT,
        **options,
    )
    batch_check(actor=actor, batch=opened.batch, at=AT, opened=opened)
    return opened.batch


def outcomes(batch: ImportBatch) -> list[tuple[int, str]]:
    return [(row.number, row.get_state_display()) for row in batch.staged.order_by("number")]


def errors(batch: ImportBatch) -> list[tuple[int, str, str]]:
    return [
        (row.number, column, reason)
        for row in batch.staged.filter(state=ImportRow.State.ERROR).order_by("number")
        for column, reason in row.outcome["errors"]
    ]


def test_rows_are_new_changed_same_or_wrong(li_min):
    Region.objects.create(code="A", name="甲")
    Region.objects.create(code="B", name="乙")
    batch = checked(li_min, "片区编号,片区名称,启用\nA,甲,是\nB,乙区,是\nC,丙,\nD,,maybe\n")
    assert outcomes(batch) == [(2, "Same"), (3, "Changed"), (4, "New"), (5, "Error")]
    assert batch.counts == {"rows": 4, "new": 1, "changed": 1, "same": 1, "error": 1}
    assert errors(batch) == [
        (5, "is_active", "Neither yes nor no: maybe"),
        (5, "name", "Must be filled in"),
    ]
    assert batch.staged.get(number=3).outcome == {"before": {"name": "乙"}}
    assert Region.objects.count() == 2


def test_all_or_nothing_writes_nothing_while_a_row_is_wrong(li_min):
    batch = checked(li_min, "片区编号,片区名称\nC,丙\nD,\n")
    with pytest.raises(BusinessError, match="1 rows are wrong") as caught:
        batch_confirm(actor=li_min, batch=batch, at=AT)
    assert caught.value.code == "import_has_errors"
    assert not Region.objects.exists()


def test_the_good_rows_can_come_in_alone(li_min):
    batch = checked(li_min, "片区编号,片区名称\nC,丙\nD,\n")
    batch_confirm(actor=li_min, batch=batch, at=AT, keep_good=True)
    assert list(Region.objects.values_list("code", "name", "is_active")) == [("C", "丙", True)]


def test_the_same_file_twice_changes_nothing(li_min):
    text = "片区编号,片区名称\nC,丙\nD,丁\n"
    batch_confirm(actor=li_min, batch=checked(li_min, text), at=AT)
    trail = AuditEntry.objects.exclude(subject_type__model="importbatch").count()
    again = checked(li_min, text)
    assert again.counts == {"rows": 2, "new": 0, "changed": 0, "same": 2, "error": 0}
    batch_confirm(actor=li_min, batch=again, at=AT)
    assert AuditEntry.objects.exclude(subject_type__model="importbatch").count() == trail == 2


def test_a_change_is_written_and_kept_in_the_trail(li_min):
    region = Region.objects.create(code="C", name="丙")
    batch_confirm(actor=li_min, batch=checked(li_min, "编号,code,name\nx,C,丙区\n"), at=AT)
    region.refresh_from_db()
    assert region.name == "丙区"
    entry = AuditEntry.objects.get(subject_id=region.pk, verb="changed by import")
    assert entry.changes == {"name": ["丙", "丙区"]}


def test_a_batch_is_confirmed_once(li_min):
    batch = checked(li_min, "片区编号,片区名称\nC,丙\n")
    batch_confirm(actor=li_min, batch=batch, at=AT)
    with pytest.raises(BusinessError, match="already"):
        batch_confirm(actor=li_min, batch=batch, at=AT)
    assert (batch.status, batch.confirmed_by, batch.confirmed_at) == ("confirmed", li_min, AT)


def test_what_moved_since_the_preview_is_shown_again_before_it_is_written(li_min):
    batch = checked(li_min, "片区编号,片区名称\nC,丙\nD,丁\n")
    Region.objects.create(code="C", name="别的")
    with pytest.raises(BusinessError, match="outcome of 1 rows has changed"):
        batch_confirm(actor=li_min, batch=batch, at=AT)
    assert outcomes(batch) == [(2, "Changed"), (3, "New")]
    assert Region.objects.count() == 1
    batch_confirm(actor=li_min, batch=batch, at=AT)
    assert Region.objects.count() == 2


def test_a_repeated_key_names_both_rows(li_min):
    batch = checked(li_min, "片区编号,片区名称\nC,丙\nC,丙\n")
    assert errors(batch) == [(3, "code", "Repeats row 2")]


def test_the_first_of_repeated_rows_counts_where_the_ledger_says_so(li_min, toys, monkeypatch):
    monkeypatch.setattr(type(toys["toy_regions"]), "repeats", "first")
    batch = checked(li_min, "片区编号,片区名称\nC,丙\nC,丙二\n")
    assert outcomes(batch) == [(2, "New"), (3, "Same")]
    batch_confirm(actor=li_min, batch=batch, at=AT)
    assert Region.objects.get().name == "丙"


def test_an_absent_column_clears_nothing(li_min):
    Region.objects.create(code="C", name="丙", is_active=False)
    batch = checked(li_min, "片区编号,片区名称\nC,丙\n")
    assert outcomes(batch) == [(2, "Same")]


def test_a_file_without_a_required_column_is_refused_in_words(li_min):
    with pytest.raises(BusinessError, match="Nothing in the file fills: name"):
        checked(li_min, "片区编号,别名\nC,丙\n")


def test_a_fixed_value_stands_in_for_a_missing_column(li_min):
    opened = batch_open(
        actor=li_min,
        ledger=ledger("toy_regions"),
        file_name="x.csv",
        content="甲列,乙列\nC,丙\n".encode(),
        at=AT,
    )
    mapped = {"code": Source(index=0, heading="甲列"), "name": Source(constant="统一")}
    batch_map(actor=li_min, batch=opened.batch, mapped=mapped, at=AT, save_as="甲厂")
    batch_check(actor=li_min, batch=opened.batch, at=AT)
    batch_confirm(actor=li_min, batch=opened.batch, at=AT)
    assert Region.objects.get().name == "统一"


def test_a_saved_mapping_is_proposed_when_the_headings_come_again(li_min):
    test_a_fixed_value_stands_in_for_a_missing_column(li_min)
    assert ImportMapping.objects.get().name == "甲厂"
    batch = checked(li_min, "乙列,甲列\n丁,D\n")
    assert batch.mapping_name == "甲厂"
    assert restored(batch.mapping)["code"].index == 1
    assert outcomes(batch) == [(2, "New")]


def test_a_mapping_that_comes_with_the_code_is_taken_by_name(li_min):
    batch = checked(li_min, "RegionID,RegionDescription\n1,Eastern\n", mapping_name="northwind")
    assert (batch.mapping_name, batch.new_count) == ("northwind", 1)
    with pytest.raises(BusinessError, match="There are: northwind"):
        checked(li_min, "RegionID\n1\n", mapping_name="南风")


def test_a_mapping_that_does_not_fit_names_the_missing_headings(li_min):
    with pytest.raises(BusinessError, match="no heading: RegionDescription"):
        checked(li_min, "RegionID,x\n1,2\n", mapping_name="northwind")


def test_a_person_points_at_the_row_of_headings(li_min):
    opened = batch_open(
        actor=li_min,
        ledger=ledger("toy_regions"),
        file_name="x.csv",
        content="code,name\n片区编号,片区名称\nC,丙\n".encode(),
        at=AT,
    )
    batch_reopen(actor=li_min, batch=opened.batch, sheet="", heading_row=2)
    assert opened.batch.headings == ["片区编号", "片区名称"]


def test_the_sum_below_the_table_is_left_out(li_min):
    batch = checked(li_min, "片区编号,片区名称\nC,丙\n合计,\n,\n")
    assert outcomes(batch) == [(2, "New")]


def test_who_may_not_is_refused(lin_yu, li_min):
    with pytest.raises(NotAllowed):
        checked(lin_yu, "片区编号,片区名称\nC,丙\n")
    with pytest.raises(NotAllowed, match="historical"):
        checked(li_min, "片区编号,片区名称\nC,丙\n", is_historical=True)


def test_a_ledger_without_history_refuses_historical_rows(li_min):
    with pytest.raises(BusinessError, match="takes no historical rows"):
        checked(li_min, "单号\n1\n", "toy_notes", is_historical=True)


def test_a_discarded_batch_leaves_nothing(li_min):
    batch = checked(li_min, "片区编号,片区名称\nC,丙\n")
    batch_discard(actor=li_min, batch=batch, at=AT)
    assert not batch.staged.exists()
    with pytest.raises(BusinessError):
        batch_confirm(actor=li_min, batch=batch, at=AT)


def test_one_sees_ones_own_batches_and_a_supervisor_all(li_min, zhang_lan, zhou_ting):
    batch = checked(li_min, "片区编号,片区名称\nC,丙\n")
    assert batch in ImportBatch.objects.visible_to(li_min)
    assert batch not in ImportBatch.objects.visible_to(zhang_lan)
    assert batch in ImportBatch.objects.visible_to(zhou_ting)


def test_head_cells_are_filled_down_and_lines_make_documents(li_min, toys):
    batch = checked(
        li_min, "单号,日期,数量\nS1,2026-11-20,3\n,,4\nS2,2026/11/21,5\nS2,,6\n", "toy_notes"
    )
    assert batch.new_count == 4
    batch_confirm(actor=li_min, batch=batch, at=AT)
    [rows] = toys["toy_notes"].written
    assert [(row["number"], row["noted_on"], row["quantity"]) for row in rows] == [
        ("S1", date(2026, 11, 20), Decimal(3)),
        ("S1", date(2026, 11, 20), Decimal(4)),
        ("S2", date(2026, 11, 21), Decimal(5)),
        ("S2", date(2026, 11, 21), Decimal(6)),
    ]


def test_one_wrong_line_keeps_its_document_out(li_min, toys):
    text = "单号,日期,数量\nS1,2026-11-20,3\nS1,,0\nS2,########,5\nS3,2026-13-02,1\nS4,20261120,2\n"
    batch = checked(li_min, text, "toy_notes")
    assert errors(batch) == [
        (2, "", "Row 3 of the same document is wrong"),
        (3, "quantity", "Must be at least 1"),
        (
            4,
            "noted_on",
            "######## stands here: the column was too narrow when the file was saved. Widen it.",
        ),
        (5, "noted_on", "Not a date: 2026-13-02"),
    ]
    batch_confirm(actor=li_min, batch=batch, at=AT, keep_good=True)
    assert [row["number"] for row in toys["toy_notes"].written[0]] == ["S4"]


def test_heads_of_one_document_must_agree(li_min):
    batch = checked(li_min, "单号,日期\nS1,2026-11-20\nS1,2026-11-21\n", "toy_notes")
    assert errors(batch)[1] == (
        3,
        "noted_on",
        "Differs from row 2 of the same document: 2026-11-20",
    )


def test_an_unknown_name_is_answered_with_the_likeliest(li_min):
    Region.objects.create(code="HZ", name="华中片区")
    batch = checked(li_min, "单号,片区\nS1,华中片区\nS2,华中大区\nS3,火星\n", "toy_notes")
    assert errors(batch) == [
        (3, "region", "There is no “华中大区”; most like it: 华中片区"),
        (4, "region", "There is no “火星”"),
    ]


def test_a_page_left_open_does_not_reopen_what_was_confirmed(li_min):
    batch = checked(li_min, "片区编号,片区名称\nC,丙\n")
    left_open = ImportBatch.objects.get(pk=batch.pk)
    batch_confirm(actor=li_min, batch=batch, at=AT)
    with pytest.raises(BusinessError):
        batch_reopen(actor=li_min, batch=left_open, sheet="", heading_row=None)
    batch.refresh_from_db()
    assert batch.status == ImportBatch.Status.CONFIRMED
