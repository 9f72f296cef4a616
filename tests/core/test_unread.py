"""What was sent and not read waits in the reader's inbox."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import corrections, receipts
from core.menu import owed, to_read
from core.models import Duty, Sending
from core.ui import inbox
from orders.factories import released_order
from orders.models import HandOver
from reports.selectors import Question
from reports.services import report_freeze

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _morning(time_machine):
    time_machine.move_to(AT + timedelta(hours=1), tick=False)


@pytest.fixture
def report(db):
    return report_freeze(actor=None, question=Question("daily", date(2026, 11, 19)), at=AT)


def titles(person):
    (rows,) = inbox.Question(to_read(person)).rows()
    return [row.text for row in rows]


def test_what_was_sent_waits_until_it_is_opened_and_once_however_often_it_was_sent(
    report, fang_wen, fang_wen_client
):
    receipts.send(report, [fang_wen], actor=None, at=AT)
    last = receipts.send(report, [fang_wen], actor=None, at=AT)
    assert titles(fang_wen) == [str(report)]

    page = fang_wen_client.get("/").text
    assert f'href="/sending/{last.pk}/open/"' in page
    assert "待阅" in page
    fang_wen_client.get(f"/sending/{last.pk}/open/", follow=True)
    assert titles(fang_wen) == []


def test_what_may_not_be_opened_or_is_long_past_does_not_wait(report, fang_wen, shen_yan):
    receipts.send(report, [fang_wen, shen_yan], actor=None, at=AT - timedelta(days=15))
    assert (titles(fang_wen), titles(shen_yan)) == ([], [])
    receipts.send(report, [shen_yan], actor=None, at=AT)
    assert titles(shen_yan) == []  # reports are not for auditors
    receipts.send(report, [fang_wen], actor=None, at=AT - timedelta(days=99), asks_for_word=True)
    assert titles(fang_wen) == [str(report)]


def test_a_hand_over_waits_to_be_acknowledged_and_not_to_be_read(li_min, he_ping, zhou_ting):
    released_order(actor=li_min, second=zhou_ting)
    receipts.send(HandOver.objects.get(), [he_ping], actor=li_min, at=AT)

    assert titles(he_ping) == []


def test_an_error_goes_to_the_auditor_and_one_of_ours_to_human_resources(
    li_min, zhou_ting, xu_jing, shen_yan, xu_jing_client
):
    given = {"kind": "price", "cause": "typed", "found_on": DAY, "at": AT}
    ours = corrections.register(
        actor=zhou_ting, made_by=li_min, description="单价 120 录成 210", **given
    )
    theirs = corrections.register(actor=zhou_ting, **given)

    assert titles(shen_yan) == [str(theirs), str(ours)]
    assert titles(xu_jing) == [str(ours)]
    page = xu_jing_client.get(f"/correction/{ours.pk}/").text
    assert "李敏" in page
    assert "录成 210" not in page
    assert "录成 210" not in xu_jing_client.get("/correction/").text
    assert titles(xu_jing) == []
    assert Sending.objects.of(ours).get().read_count == 1


def test_the_inbox_costs_no_query_more(report, fang_wen, fang_wen_client):
    fang_wen_client.get("/")
    with CaptureQueriesContext(connection) as before:
        fang_wen_client.get("/")
    for _ in range(3):
        receipts.send(report, [fang_wen], actor=None, at=AT)
    with CaptureQueriesContext(connection) as after:
        fang_wen_client.get("/")

    assert len(after) == len(before)


def test_what_is_owed_waits_unless_it_waits_under_a_heading_of_its_own(zhou_ting):
    same = {"person": zhou_ting, "due_at": AT, "noticed_at": AT, "url": "/"}
    Duty.objects.create(kind="reports.report", key="a", title="日报 11-19", **same)
    Duty.objects.create(kind="orders.solve", key="b", title="异常", **same)

    (rows,) = inbox.Question(owed(zhou_ting)).rows()
    assert [(row.text, row.due_at) for row in rows] == [("日报 11-19", AT)]
