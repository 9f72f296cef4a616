"""Printed forms: harmless whatever is written in the record, for who may, counted."""

import re

import pytest
from django.db.models import CharField, TextField

from core.models import AuditEntry, PrintRecord
from core.printing import counting, rendering
from core.printing.signing import Signature
from core.ui.pages.printing import PrintPage
from tests.cast import create_person
from tests.conformance.addresses import OUTSIDER
from tests.conformance.ground import factories
from tests.conformance.test_pages import ADDRESSES, browser_of, openers

FORMS = [e for e in ADDRESSES if e.page and issubclass(e.page, PrintPage)]
EVIL = '"><img src=http://x.test/a><style>*{background:url(file:///e)}</style>'

pytestmark = pytest.mark.django_db


def names(each):
    return each.name


def reader_of(page, record):
    """The first who opens the page and sees the record."""
    rows = type(record)._default_manager
    return next(
        name
        for name in openers(page, record)
        if rows.visible_to(create_person(name)).filter(pk=record.pk).exists()
    )


def hostile(each):
    """A record with markup wherever people write."""
    record = factories()[each.model]()
    fields = [
        field.name
        for field in type(record)._meta.concrete_fields
        if type(field) in {CharField, TextField}
        and not (field.choices or field.unique or field.remote_field)
        and (field.max_length or 999) > len(EVIL)
        and not any(
            field.name in str(c.condition)
            for c in each.model._meta.constraints
            if hasattr(c, "condition")
        )
    ]
    type(record)._base_manager.filter(pk=record.pk).update(**dict.fromkeys(fields, EVIL))
    record.refresh_from_db()
    return record


@pytest.fixture
def no_paper(monkeypatch):
    """What would be laid out; the layout itself has its own tests."""
    sheets = []
    monkeypatch.setattr(counting, "pdf_of_html", lambda html: sheets.append(html) or b"%PDF-")
    return sheets


@pytest.mark.parametrize("each", FORMS, ids=names)
def test_what_people_write_stays_text(each, no_paper):
    record = hostile(each)
    browser = browser_of(reader_of(each.page, record))
    for paper in each.page.form.papers:
        shown = browser.get(each.url(record.pk), {"paper": paper.key}).content.decode()
        browser.post(each.url(record.pk), {"paper": paper.key})
        for sheet in (shown, no_paper[-1]):
            assert "x.test" not in re.sub(r"&quot;&gt;&lt;img src=http://x.test/a&gt;", "", sheet)
            assert "<style" not in sheet
            assert f"bo-sheet-{paper.key}" in sheet


@pytest.mark.parametrize("each", FORMS, ids=names)
def test_each_print_is_counted_and_says_which_it_is(each, no_paper):
    record = factories()[each.model]()
    browser = browser_of(reader_of(each.page, record))

    for number in (1, 2):
        answer = browser.post(each.url(record.pk), {})
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("attachment")
        assert f"第 {number} 次打印" in no_paper[-1]

    assert list(PrintRecord.objects.order_by("id").values_list("number", flat=True)) == [1, 2]
    assert AuditEntry.objects.about(record).filter(verb="core.printed").count() == 2


@pytest.mark.parametrize("each", FORMS, ids=names)
def test_an_outsider_prints_nothing(each, no_paper):
    record = factories()[each.model]()

    assert browser_of(OUTSIDER).post(each.url(record.pk), {}).status_code in {403, 404}
    assert (no_paper, PrintRecord.objects.count()) == ([], 0)


@pytest.mark.parametrize("each", FORMS, ids=names)
def test_a_form_has_the_link_back_and_the_signatures(each):
    record = factories()[each.model]()
    user = create_person(reader_of(each.page, record))
    form = each.page.form(record, user, link="https://bo.test/x/")

    html = form.html(signatures=[Signature("批准", "方文 <b>", None, "")])

    assert 'class="bo-qr"' in html
    assert "方文 &lt;b&gt;" in html


@pytest.mark.parametrize("each", FORMS, ids=names)
def test_what_is_too_long_for_paper_is_refused_in_a_sentence_and_not_counted(each, monkeypatch):
    record = factories()[each.model]()
    browser = browser_of(reader_of(each.page, record))
    monkeypatch.setattr(rendering, "MAX_CHARACTERS", 10)

    answer = browser.post(each.url(record.pk))

    assert answer.status_code == 422
    assert not PrintRecord.objects.exists()
