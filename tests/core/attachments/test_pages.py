"""The pages of papers: each only through its record, nothing opened in our house."""

from http import HTTPStatus as S
from urllib.parse import unquote

import pytest
from django.urls import reverse

from core.models import Attachment, AuditEntry

from .conftest import pdf, picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(order):
    return reverse("core:paper_add", args=["orders.order", order.pk])


def pages_of(paper):
    names = ("detail", "file", "preview", "replace", "remove")
    return [reverse(f"core:attachment_{name}", args=[paper.pk]) for name in names]


def test_files_are_taken_one_by_one_and_a_refused_one_keeps_no_other_out(address, li_min_client):
    files = [
        upload("图.pdf", pdf()),
        upload("virus.pdf", b"MZ\x90\x00"),
        upload("照.png", picture()),
    ]

    answer = li_min_client.post(
        address, {"kind": "drawing", "files": files}, headers={"hx-request": "true"}
    )

    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["图.pdf", "照.png"]
    shown = answer.content.decode()
    assert "virus.pdf" in shown
    assert "<html" not in shown


def test_the_count_of_the_tab_comes_with_the_papers(address, order, li_min_client):
    answer = li_min_client.post(
        address,
        {"kind": "drawing", "files": [upload("a.txt", b"a")]},
        headers={"hx-request": "true"},
    )

    count = '<span class="bo-t3" id="bo-count-papers" hx-swap-oob="true">1</span>'
    assert count in answer.content.decode()
    whole = li_min_client.get(reverse("orders:order_detail", args=[order.pk]) + "?tab=papers")
    assert '<span class="bo-t3" id="bo-count-papers">1</span>' in whole.content.decode()
    assert "hx-swap-oob" not in whole.content.decode()


def test_without_script_one_is_led_back_to_the_papers(address, li_min_client, order):
    answer = li_min_client.post(address, {"kind": "drawing", "files": [upload("a.txt", b"a")]})

    assert answer["Location"] == reverse("orders:order_detail", args=[order.pk]) + "?tab=papers"
    assert "a.txt" in li_min_client.get(answer["Location"]).content.decode()


def test_a_download_is_never_opened_in_our_house(add, li_min_client):
    answer = li_min_client.get(reverse("core:attachment_file", args=[add("图 1.pdf", pdf()).pk]))

    assert answer.content == pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert unquote(answer["Content-Disposition"]) == "attachment; filename*=utf-8''图 1.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_name_cannot_write_headers(add, li_min_client):
    paper = add('a"\r\nX-Evil: 1.txt', b"a")

    answer = li_min_client.get(reverse("core:attachment_file", args=[paper.pk]))

    assert "X-Evil" not in answer
    assert answer["Content-Disposition"] == 'attachment; filename="a_X-Evil_ 1.txt"'


def test_a_preview_is_a_picture_of_our_own(add, li_min_client):
    paper = add("a.pdf", pdf())

    answer = li_min_client.get(reverse("core:attachment_preview", args=[paper.pk]), {"page": 1})

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for page in ("9", "x", "-1", "٣"):
        status = li_min_client.get(
            reverse("core:attachment_preview", args=[paper.pk]), {"page": page}
        ).status_code
        assert status == (S.NOT_FOUND if page == "9" else S.OK)


def test_another_persons_record_is_not_there(add, address, zhao_lei_client, lin_yu_client):
    paper = add("a.pdf", pdf())
    before = AuditEntry.objects.count()

    for browser in (zhao_lei_client, lin_yu_client):
        for url in [*pages_of(paper), address]:
            assert browser.get(url).status_code == S.NOT_FOUND, url
            given = {"kind": "drawing", "files": [upload("b.txt", b"b")], "reason": "x"}
            assert browser.post(url, given).status_code in {S.NOT_FOUND, S.METHOD_NOT_ALLOWED}

    assert (Attachment.objects.count(), AuditEntry.objects.count()) == (1, before)


def test_who_reads_the_record_reads_its_papers_and_changes_none(add, address, sun_xiaoyan_client):
    paper = add("a.pdf", pdf())

    assert sun_xiaoyan_client.get(pages_of(paper)[1]).status_code == S.OK
    assert 'name="files"' not in sun_xiaoyan_client.get(address).content.decode()
    given = {"kind": "drawing", "files": [upload("b.txt", b"b")], "reason": "x"}
    for url in (address, *pages_of(paper)[3:]):
        assert sun_xiaoyan_client.post(url, given).status_code == S.FORBIDDEN
    assert Attachment.objects.current().get() == paper


def test_a_noun_without_papers_has_no_such_page(li_min_client):
    for label in ("auth.user", "accounts.user", "core.blob", "nonsense", "../.."):
        assert li_min_client.get(f"/papers/{label}/1/").status_code == S.NOT_FOUND


def test_a_paper_is_replaced_and_removed_from_the_page(add, li_min_client):
    paper = add("a.pdf", pdf())

    li_min_client.post(pages_of(paper)[3], {"files": upload("b.pdf", pdf("new"))})
    newer = Attachment.objects.current().get()
    li_min_client.post(pages_of(newer)[4], {"reason": "别家的图"})

    newer.refresh_from_db()
    assert (newer.version, newer.name, newer.removal_reason) == (2, "b.pdf", "别家的图")


def test_a_request_larger_than_we_take_is_refused_before_it_is_read(li_min_client, settings):
    settings.REQUEST_MAX_BYTES = 2_000_000
    files = {"files": upload("a.txt", b"a" * 2_000_001)}
    url = "/papers/orders.order/1/"

    answer = li_min_client.post(url, files)

    assert answer.status_code == 413
    assert "一次最多提交 2 MB" in answer.content.decode()
    assert not Attachment.objects.exists()
    unread = Unread()
    answer = li_min_client.generic(
        "POST", url, CONTENT_LENGTH="9999999999", **{"wsgi.input": unread}
    )
    assert (answer.status_code, unread.was_read) == (413, False)


class Unread:
    """A body that says when somebody reads it."""

    was_read = False

    def read(self, *args):
        self.was_read = True
        return b""

    readline = read

    def close(self):
        pass
