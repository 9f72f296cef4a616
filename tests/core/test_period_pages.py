"""The closing table's page: who closed what, what stands in the way, why it was opened."""

from datetime import date

import pytest

from core import periods
from core.models import AuditEntry, PeriodLock
from orders.factories import submitted_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def november(time_machine):
    time_machine.move_to("2026-12-02T02:00:00+00:00", tick=False)
    return periods.period_of(date(2026, 11, 20))


def test_finance_closes_and_opens_a_ledger_with_a_reason(november, sun_xiaoyan_client):
    url = f"/period/{november.pk}/"
    sun_xiaoyan_client.post(f"{url}close/", {"ledger": "money", "reason": "已对账"})
    assert PeriodLock.objects.get().ledger == "money"
    assert "孙晓燕" in sun_xiaoyan_client.get("/period/board/").content.decode()

    assert sun_xiaoyan_client.post(f"{url}reopen/", {"ledger": "money"}).status_code == 422
    sun_xiaoyan_client.post(f"{url}reopen/", {"ledger": "money", "reason": "漏记一笔"})

    assert PeriodLock.objects.standing().count() == 0
    entry = AuditEntry.objects.get(verb="period_reopened")
    assert entry.reason == "漏记一笔"


def test_what_is_unfinished_stands_in_the_way_and_is_named(november, li_min, sun_xiaoyan_client):
    submitted_order(actor=li_min)
    url = f"/period/{november.pk}/"

    assert "待我复核的订单: 1" in sun_xiaoyan_client.get(url).content.decode()
    answer = sun_xiaoyan_client.post(f"{url}close/", {"ledger": "orders"})

    assert answer.status_code == 422
    assert "待我复核的订单" in answer.content.decode()
    assert PeriodLock.objects.standing().count() == 0


def test_a_month_that_has_not_begun_is_not_closed(november, sun_xiaoyan_client):
    later = periods.period_of(date(2027, 1, 10))

    answer = sun_xiaoyan_client.post(f"/period/{later.pk}/close/", {"ledger": "money"})

    assert answer.status_code == 422


def test_an_assistant_reads_the_table_and_closes_nothing(november, li_min_client, lin_yu_client):
    page = li_min_client.get("/period/board/").content.decode()
    assert "2026-11" in page
    assert "2026-11 未结账" in page  # in the frame's foot
    url = f"/period/{november.pk}/close/"
    assert li_min_client.post(url, {"ledger": "money"}).status_code == 403
    assert lin_yu_client.get("/period/board/").status_code == 403
