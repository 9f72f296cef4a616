"""The archive leaves the house with a reason, a name in every row, and not in heaps unseen."""

import io

import pytest
from openpyxl import load_workbook

from core.models import AuditEntry, Notification
from customers import notices
from customers.factories import ContactFactory, CustomerFactory

LIST = "/customers/customer/"
ASKED = {"do": "export", "reason": "年终对账"}


def rows_of(answer):
    book = load_workbook(io.BytesIO(answer.getvalue()), read_only=True)
    for close in answer._resource_closers:  # not answer.close(): it ends the connection too
        close()
    return list(book.worksheets[0].values)


def test_each_row_of_the_file_says_who_took_it_and_why(db, li_min_client):
    CustomerFactory(name="甲公司")

    rows = rows_of(li_min_client.post(LIST, ASKED))

    assert rows[0][-1] == "导出人"
    assert rows[1][-1].startswith("李敏 20")
    assert rows[1][-1].endswith("年终对账")


def test_without_a_reason_nothing_leaves(db, li_min_client):
    CustomerFactory(name="甲公司")

    answer = li_min_client.post(LIST, {"do": "export"}, follow=True)

    assert "导出这份清单须写明用途。" in answer.content.decode()
    assert not AuditEntry.objects.filter(verb="core.list_exported").exists()


@pytest.mark.parametrize("who", ["zhao_lei", "sun_xiaoyan", "chen_zhiqiang"])
@pytest.mark.parametrize("address", [LIST, "/customers/contact/"])
def test_who_reads_the_archive_does_not_take_it_along(who, address, request, zhao_lei):
    ContactFactory(customer=CustomerFactory(owner=zhao_lei))
    client = request.getfixturevalue(f"{who}_client")

    assert client.post(address, ASKED).status_code == 403
    assert client.get(f"{address}?format=xlsx").status_code == 403
    assert not AuditEntry.objects.filter(verb="core.list_exported").exists()


def test_the_supervisor_hears_of_unusually_much(
    db, li_min_client, zhou_ting, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(notices, "UNUSUAL", 5)
    for _ in range(3):
        CustomerFactory()

    with django_capture_on_commit_callbacks(execute=True):
        rows_of(li_min_client.post(LIST, ASKED))
    assert not Notification.objects.filter(kind=notices.MUCH_EXPORTED).exists()
    with django_capture_on_commit_callbacks(execute=True):
        rows_of(li_min_client.post(LIST, ASKED))

    told = Notification.objects.get(kind=notices.MUCH_EXPORTED)
    assert told.title == "李敏 一天内取走客户和联系人共 6 行"


def test_programs_and_shown_details_count_like_files_and_are_told_at_each_doubling(
    db, fang_wen_client, zhou_ting, monkeypatch, django_capture_on_commit_callbacks
):
    masked_contact = ContactFactory(customer=CustomerFactory())
    monkeypatch.setattr(notices, "UNUSUAL", 2)
    told = Notification.objects.filter(kind=notices.MUCH_EXPORTED)

    def take(times):
        with django_capture_on_commit_callbacks(execute=True):
            for _ in range(times):
                fang_wen_client.get("/api/v1/contacts")
        return told.count()

    with django_capture_on_commit_callbacks(execute=True):
        fang_wen_client.post(f"/customers/contact/{masked_contact.pk}/unmask/")
    assert (take(1), take(1), take(1), take(2), take(4)) == (0, 1, 2, 2, 3)
