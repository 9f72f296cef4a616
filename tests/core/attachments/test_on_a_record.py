"""Papers on a record: once, in versions, removed with a reason, seen with the record."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

from core import attachments
from core.attachments import sweeping
from core.errors import BusinessError, NotAllowed
from core.models import Attachment, AuditEntry, Blob
from orders.factories import MORNING, OrderFactory

from .conftest import document, pdf, picture, upload

pytestmark = pytest.mark.django_db


def refused(code):
    return pytest.raises(BusinessError, check=lambda error: error.code == code)


def stored(tmp_path: Path) -> list[Path]:
    return [path for path in tmp_path.glob("papers/*/*") if path.is_file()]


def test_the_same_bytes_are_stored_once(add, wang_jianguo, tmp_path):
    other = OrderFactory(salesperson=wang_jianguo)

    one, two = add("a.pdf", pdf()), add("b.pdf", pdf(), subject=other)

    assert one.blob == two.blob
    assert len(stored(tmp_path)) == Blob.objects.count() == 1
    assert stored(tmp_path)[0].name == one.blob.digest


def test_the_same_file_hangs_on_a_record_once(add):
    add("a.pdf", pdf())

    with refused("same"):
        add("again.pdf", pdf())


def test_a_record_holds_so_many_papers_and_no_more(add, monkeypatch, order):
    declared = attachments.declaration(type(order))
    monkeypatch.setitem(
        attachments.declaring._declared,
        "orders.order",
        type(declared)(
            declared.model, declared.kinds, declared.permission, declared.view_permission, 1
        ),
    )
    add("a.txt", b"one")

    with refused("too_many"):
        add("b.txt", b"two")


def test_a_roll_back_leaves_no_row_and_its_file_is_swept_a_day_later(add, tmp_path):
    with transaction.atomic():
        add("a.pdf", pdf())
        transaction.set_rollback(True)

    assert (Attachment.objects.count(), Blob.objects.count()) == (0, 0)
    assert [fault.code for fault in sweeping.check()] == ["orphan"]
    now = default_storage.get_modified_time(
        f"papers/{stored(tmp_path)[0].relative_to(tmp_path / 'papers')}"
    )
    assert sweeping.sweep(now + timedelta(hours=1)) == 0
    assert sweeping.sweep(now + timedelta(hours=25)) == 1
    assert (stored(tmp_path), Blob.objects.count()) == ([], 0)


def test_a_file_left_by_a_roll_back_is_written_anew(add, tmp_path):
    digest_of = add("a.pdf", pdf()).blob.storage_name
    Attachment.objects.all().delete()
    Blob.objects.all().delete()
    (tmp_path / digest_of).write_bytes(b"half")

    add("a.pdf", pdf())

    assert list(sweeping.check()) == []


def test_a_missing_and_a_changed_file_are_found(add, tmp_path):
    one, two = add("a.pdf", pdf()).blob, add("b.png", picture()).blob
    (tmp_path / one.storage_name).unlink()
    (tmp_path / two.storage_name).write_bytes(b"changed")

    assert {fault.code for fault in sweeping.check()} == {"missing", "changed"}


def test_a_new_version_takes_the_place_and_the_older_one_stays(add, li_min, order):
    first = add("图纸.pdf", pdf("one"))

    second = attachments.attachment_replace(
        actor=li_min, attachment=first, upload=upload("图纸 B.pdf", pdf("two")), at=MORNING
    )

    assert (second.version, second.replaces, second.kind) == (2, first, "drawing")
    assert attachments.papers_of(li_min, order) == [second]
    assert attachments.versions_of(second) == [second, first]
    with refused("not_current"):
        attachments.attachment_replace(
            actor=li_min, attachment=first, upload=upload("c.pdf", pdf("three")), at=MORNING
        )


def test_a_removed_paper_is_kept_with_who_when_and_why(add, li_min, zhou_ting, order):
    paper = add("a.pdf", pdf())

    attachments.attachment_remove(actor=li_min, attachment=paper, reason="别家的图", at=MORNING)

    paper.refresh_from_db()
    assert (paper.removed_by, paper.removed_at, paper.removal_reason) == (
        li_min,
        MORNING,
        "别家的图",
    )
    assert attachments.papers_of(li_min, order) == []
    assert (attachments.removed_of(li_min, order), attachments.removed_of(zhou_ting, order)) == (
        [],
        [paper],
    )
    assert attachments.seen_by(li_min, paper) is None
    assert attachments.seen_by(zhou_ting, paper) is not None


def test_a_removal_needs_a_reason(add, li_min):
    with refused("reason"):
        attachments.attachment_remove(
            actor=li_min, attachment=add("a.txt", b"x"), reason=" ", at=MORNING
        )


def test_each_step_stands_in_the_trail(add, li_min, order):
    paper = add("a.pdf", pdf())
    newer = attachments.attachment_replace(
        actor=li_min, attachment=paper, upload=upload("b.pdf", pdf("b")), at=MORNING
    )
    attachments.attachment_remove(actor=li_min, attachment=newer, reason="错", at=MORNING)

    entries = (
        AuditEntry.objects.about(order).order_by("id").values_list("verb", "changes", "reason")
    )
    assert list(entries) == [
        ("core.paper_added", {"paper": [None, "a.pdf"]}, ""),
        ("core.paper_replaced", {"paper": ["a.pdf", "b.pdf"]}, ""),
        ("core.paper_removed", {"paper": ["b.pdf", None]}, "错"),
    ]


def test_taking_a_paper_with_secrets_is_written_down(add, li_min):
    attachments.attachment_downloaded(actor=li_min, attachment=add("a.txt", b"a"), at=MORNING)
    assert not AuditEntry.objects.filter(verb="core.paper_downloaded").exists()

    secret = add("b.txt", b"b", kind="customer_order")
    attachments.attachment_downloaded(actor=li_min, attachment=secret, at=MORNING)
    assert AuditEntry.objects.filter(verb="core.paper_downloaded").count() == 1


def test_who_may_not_add_is_refused(add, sun_xiaoyan, lin_yu):
    for person in (sun_xiaoyan, lin_yu):
        with pytest.raises(NotAllowed):
            add("a.pdf", pdf(), actor=person)


def test_the_warehouse_neither_sees_nor_adds_papers_with_prices(add, ma_qiang, order):
    type(order).objects.filter(pk=order.pk).update(status="released", number="SO-1")
    secret, plain = add("po.pdf", pdf(), kind="customer_order"), add("dwg.txt", b"x")

    assert attachments.seen_by(ma_qiang, secret) is None
    assert attachments.seen_by(ma_qiang, plain) is not None
    assert list(attachments.visible_to(ma_qiang)) == [plain]
    with refused("kind"):
        add("b.txt", b"b", kind="customer_order", actor=ma_qiang)


def test_a_colleagues_papers_are_not_there(add, zhao_lei, wang_jianguo):
    paper = add("a.pdf", pdf())

    assert attachments.seen_by(zhao_lei, paper) is None
    assert list(attachments.visible_to(zhao_lei)) == []
    assert list(attachments.visible_to(wang_jianguo)) == [paper]


def test_what_is_written_in_papers_is_read_for_the_search(add):
    papers = [
        add("a.pdf", pdf("PO-2026-1153")),
        add("b.docx", document("水泵采购合同")),
        add("c.txt", "备注：周五送到".encode("gb18030")),
        add("d.png", picture()),
    ]

    for paper in papers:
        attachments.read(paper.blob_id)
        paper.blob.refresh_from_db()

    assert [paper.text for paper in papers] == [
        "PO-2026-1153 1",
        "水泵采购合同",
        "备注：周五送到",
        "",
    ]
    assert [paper.blob.reading for paper in papers] == ["done", "done", "done", "none"]


def test_a_document_that_expands_is_not_read(add):
    from .conftest import package

    lol = '<!DOCTYPE a [<!ENTITY b "bbbb">]><a><t>&b;</t></a>'
    paper = add("x.docx", package({"word/document.xml": lol}))

    attachments.read(paper.blob_id)

    paper.blob.refresh_from_db()
    assert (paper.text, paper.blob.reading) == ("", "none")


def test_a_page_is_drawn_once_and_only_where_there_is_one(add, tmp_path):
    blob = add("a.pdf", pdf(pages=2)).blob

    drawn = attachments.preview(blob, 1, "small")

    assert drawn is not None
    assert max(Image.open(io.BytesIO(drawn)).size) == 240
    assert attachments.preview(blob, 1, "small") == drawn
    assert len(list(tmp_path.glob("previews/*/*"))) == 1
    assert attachments.preview(blob, 2, "small") is None
    assert attachments.preview(blob, 0, "gigantic") is None
