"""What an app has to write so that a new noun gets everything the kernel gives: few lines."""

import copy
import sys
from datetime import UTC, datetime, timedelta
from importlib import import_module
from inspect import getsource

import pytest
import rules
from django.core.files.uploadedfile import SimpleUploadedFile

from approvals import hooks, kinds
from approvals.services import flows_sync, request_approve, request_submit
from core import audit, duties, receipts
from core.attachments import declaring
from core.duties import kinds as duty_kinds
from core.models import AuditEntry, Duty, PrintRecord, ReadReceipt
from core.printing import counting, many
from core.receipts import tracked
from core.search import sources
from core.ui import lists, panels
from core.ui.pages import registry
from tests.ground.models import Errand

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)  # a Friday
REGISTRIES = [
    kinds._kinds,
    hooks.request_decided._receivers,
    declaring._declared,
    duty_kinds._kinds,
    many._forms,
    tracked._labels,
    sources._sources,
    lists.registry,
    panels._panels,
    registry,
    rules.permissions.permissions,
]


@pytest.fixture(scope="module")
def declared():
    """The noun while these tests run; every registry as it was afterwards."""
    before = [copy.copy(each) for each in REGISTRIES]
    yield import_module("tests.toy_noun")
    sys.modules.pop("tests.toy_noun")
    for each, old in zip(REGISTRIES, before, strict=True):
        each.clear()
        (each.extend if isinstance(each, list) else each.update)(old)


@pytest.fixture(autouse=True)
def _noun(declared, settings, tmp_path):
    settings.ROOT_URLCONF = "tests.toy_noun"
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def errand(wang_jianguo):
    return Errand.objects.create(
        number="PT-2026-0007", name="取质检报告", runner=wang_jianguo, due_at=AT
    )


@pytest.fixture
def address(errand):
    return f"/toy/errand/{errand.pk}/"


def test_the_declarations_are_under_forty_lines(declared):
    body = getsource(declared).partition("# The declarations begin.")[2]
    body = body.partition("# The declarations end.")[0]
    written = [line for line in body.splitlines() if line.strip()]

    assert 20 < len(written) < 40


def test_it_is_submitted_and_approved(errand, li_min, zhou_ting, li_min_client, address):
    flows_sync(at=AT)
    request = request_submit(actor=li_min, kind="toy.errand", subject=errand, title="派车", at=AT)
    assert "主管审批" in li_min_client.get(address).content.decode()

    request_approve(actor=zhou_ting, approval=request, at=AT)

    errand.refresh_from_db()
    request.refresh_from_db()
    assert (request.status, errand.is_granted) == ("approved", True)


def test_papers_hang_on_it(li_min_client, lin_yu_client, errand, address):
    papers = f"/papers/ground.errand/{errand.pk}/"
    upload = SimpleUploadedFile("回单.txt", "已取".encode())

    assert li_min_client.post(papers, {"kind": "slip", "files": upload}).status_code == 302

    assert "回单.txt" in li_min_client.get(address, {"tab": "papers"}).content.decode()
    assert lin_yu_client.get(papers).status_code == 404


def test_its_history_is_shown(errand, li_min, li_min_client, address):
    audit.record(actor=li_min, verb="changed", subject=errand, at=AT, reason="客户改约")

    html = li_min_client.get(address, {"tab": "history"}).content.decode()

    assert "李敏" in html
    assert "客户改约" in html


def test_it_is_printed_and_counted(errand, li_min_client, address, monkeypatch):
    sheets = []
    monkeypatch.setattr(counting, "pdf_of_html", lambda html: sheets.append(html) or b"%PDF-")
    assert f"{address}print/" in li_min_client.get(address).content.decode()

    for number in (1, 2):
        answer = li_min_client.post(f"{address}print/")
        assert answer["Content-Type"] == "application/pdf"
        assert f"第 {number} 次打印" in sheets[-1]

    assert [row.number for row in PrintRecord.objects.order_by("id")] == [1, 2]
    assert AuditEntry.objects.about(errand).filter(verb="core.printed").count() == 2


@pytest.mark.parametrize("words", ["2026-0007", "质检"])
def test_the_box_finds_it(words, errand, li_min_client, lin_yu_client, address):
    assert address in li_min_client.get("/search/", {"q": words}).content.decode()
    assert address not in lin_yu_client.get("/search/", {"q": words}).content.decode()


def test_opening_it_is_reading_it(errand, li_min, zhou_ting, zhou_ting_client, address):
    receipts.send(errand, [zhou_ting], actor=li_min, at=AT)

    html = zhou_ting_client.get(address).content.decode()

    assert "已读 1 / 1" in html
    assert ReadReceipt.objects.get().read_at is not None


def test_it_is_owed_late_and_done(errand, wang_jianguo, wang_jianguo_client, address):
    duties.refresh(AT)
    duties.refresh(AT + timedelta(days=4))  # the Tuesday after
    duty = Duty.objects.get()
    assert (duty.person, duty.title, duty.late_days) == (wang_jianguo, "PT-2026-0007 取质检报告", 2)
    assert "取质检报告" in wang_jianguo_client.get("/my-duty/").content.decode()
    assert wang_jianguo_client.get(f"/duty/{duty.pk}/open/")["Location"] == address

    Errand.objects.update(is_done=True)
    duties.refresh(AT + timedelta(days=5))

    assert Duty.objects.get().done_at == AT + timedelta(days=5)
