"""Whatever is sent to people keeps who has read it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from core import receipts
from core.clock import SHANGHAI
from core.errors import BusinessError, NotAllowed
from core.models import AuditEntry, Notification, ReadReceipt, Sending
from orders.factories import released_order
from reports.models import Report
from reports.notices import tell_new
from reports.selectors import Question
from reports.services import report_freeze

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


@pytest.fixture
def report(db):
    return report_freeze(actor=None, question=Question("daily", date(2026, 11, 19)), at=AT)


def test_opening_the_page_is_reading_it_and_only_the_first_time_counts(
    report, fang_wen, zhou_ting, zhou_ting_client, fang_wen_client
):
    sending = receipts.send(report, [fang_wen, zhou_ting], actor=None, at=AT)
    for _ in range(2):
        page = fang_wen_client.get(f"/reports/report/{report.pk}/").content.decode()

    sending.refresh_from_db()
    assert (sending.read_count, sending.people_count) == (1, 2)
    assert receipts.awareness_rate([sending]) == Decimal("0.5000")
    assert "已读 1 / 2" in page
    assert "周婷" in page  # 方文 leads, and sees who has not
    assert ReadReceipt.objects.get(person=zhou_ting).read_at is None


def test_what_asks_for_a_word_is_read_when_it_is_said(report, fang_wen, li_min, fang_wen_client):
    sending = receipts.send(report, [fang_wen], actor=None, at=AT, asks_for_word=True)

    page = fang_wen_client.get(f"/reports/report/{report.pk}/").content.decode()
    assert "我已阅读" in page
    row = ReadReceipt.objects.get()
    assert row.opened_at
    assert row.read_at is None
    fang_wen_client.post(f"/sending/{sending.pk}/confirm/")
    row.refresh_from_db()
    assert row.read_at
    with pytest.raises(BusinessError):
        receipts.confirm(actor=fang_wen, sending=sending, at=AT)
    with pytest.raises(NotAllowed):
        receipts.confirm(actor=li_min, sending=sending, at=AT)


def test_nobody_reads_for_another_and_nobody_is_sent_their_own(report, fang_wen, zhou_ting, lin_yu):
    lin_yu.is_active = False
    sending = receipts.send(report, [fang_wen, zhou_ting, lin_yu], actor=zhou_ting, at=AT)

    assert list(sending.readers.values_list("person__username", flat=True)) == ["fang_wen"]
    assert receipts.send(report, [zhou_ting], actor=zhou_ting, at=AT) is None
    assert receipts.awareness_rate([]) is None


def test_those_who_have_not_read_are_chased_once_an_hour(report, fang_wen, zhou_ting, gu_mingyuan):
    sending = receipts.send(report, [fang_wen, gu_mingyuan], actor=zhou_ting, at=AT)
    receipts.note_opened(record=report, user=fang_wen, at=AT)

    assert receipts.chase_readers(actor=zhou_ting, sending=sending, at=AT) == 1
    with pytest.raises(BusinessError):
        receipts.chase_readers(actor=zhou_ting, sending=sending, at=AT + timedelta(minutes=59))

    told = Notification.objects.get(channel="page")
    assert (told.recipient, told.kind) == (gu_mingyuan, "core.reading_chased")
    assert told.url == f"/reports/report/{report.pk}/"
    entry = AuditEntry.objects.get(verb="core.readers_chased")
    assert (entry.actor, entry.changes) == (zhou_ting, {"people": [0, 1]})
    receipts.note_opened(record=report, user=gu_mingyuan, at=AT)
    with pytest.raises(BusinessError):
        receipts.chase_readers(actor=zhou_ting, sending=sending, at=AT + timedelta(hours=2))


def test_who_sent_it_or_leads_may_chase_and_others_do_not_find_it(
    report, fang_wen, zhou_ting_client, li_min_client, lin_yu_client
):
    sending = receipts.send(report, [fang_wen], actor=None, at=AT)
    url = f"/sending/{sending.pk}/chase/"

    assert li_min_client.post(url).status_code == 404
    assert lin_yu_client.post(url).status_code in {403, 404}
    page = f"/reports/report/{report.pk}/"
    assert zhou_ting_client.post(url).url == page
    assert zhou_ting_client.post(url).url == page  # refused within the hour, and read there
    sending.refresh_from_db()
    assert sending.chased_times == 1
    assert f"{AT.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" in str(sending)
    assert "日报" in zhou_ting_client.get("/sending/").content.decode()


def test_a_frozen_report_is_sent_once_to_those_who_read_reports(
    li_min, zhou_ting, fang_wen, gu_mingyuan, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        report_freeze(actor=None, question=Question("daily", date(2026, 11, 19)), at=AT, due_at=AT)
    sending = Sending.objects.get()

    readers = set(sending.readers.values_list("person__username", flat=True))
    assert readers == {"li_min", "zhou_ting", "fang_wen", "gu_mingyuan"}
    assert Notification.objects.filter(kind="reports.new", channel="page").count() == 4
    report = Report.objects.get()
    tell_new(type("Told", (), {"subject_id": report.pk, "uid": "again"})())
    assert Sending.objects.count() == 1


def test_hand_overs_are_sent_to_the_people_of_their_department(
    li_min, zhou_ting, he_ping, ma_qiang, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        order = released_order(actor=li_min, second=zhou_ting)
    for each in order.hand_overs.all():
        expected = {he_ping.pk} if each.department_id == he_ping.department_id else set()
        people = ReadReceipt.objects.filter(sending__in=Sending.objects.of(each))
        assert set(people.values_list("person", flat=True)) == expected
