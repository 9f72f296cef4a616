"""What was told about a record stands on its page, for whom it is to be seen."""

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import receipts
from core.models import Notification
from orders.factories.papers import ReleasedOrderFactory
from orders.models import Order

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


@pytest.fixture
def order():
    return ReleasedOrderFactory()


def told(order, person, title):
    return Notification.objects.create(
        kind="orders.returned",
        channel="page",
        recipient=person,
        title=title,
        subject_type=ContentType.objects.get_for_model(Order),
        subject_id=order.pk,
        state="sent",
        created_at=AT,
        send_after_at=AT,
    )


def rows(client, order):
    answer = client.get(f"/orders/order/{order.pk}/", {"tab": "messages"})
    return [(row["to"], row["what"]) for row in answer.context["messages_shown"]]


def test_ones_own_messages_are_read_and_those_of_others_only_counted_by_who_watches(
    order, li_min, he_ping, li_min_client, zhou_ting_client
):
    told(order, li_min, "订单退回：价格不符")
    told(order, he_ping, "订单退回：数量不符")
    told(ReleasedOrderFactory(), li_min, "另一张订单")

    assert rows(li_min_client, order) == [(li_min, "订单退回：价格不符")]
    watched = rows(zhou_ting_client, order)
    assert [person for person, _what in watched] == [he_ping, li_min]
    assert not {what for _person, what in watched} & {"订单退回：价格不符", "订单退回：数量不符"}


def test_what_was_sent_to_be_read_stands_there_too(order, li_min, fang_wen, li_min_client):
    receipts.send(order, [fang_wen], actor=li_min, at=AT)

    page = li_min_client.get(f"/orders/order/{order.pk}/?tab=messages").text

    assert rows(li_min_client, order) == [(fang_wen, "李敏发送，请阅知")]
    assert "未读" in page


def test_the_tab_costs_nothing_as_long_as_it_is_closed(order, li_min_client):
    with CaptureQueriesContext(connection) as queries:
        page = li_min_client.get(f"/orders/order/{order.pk}/").text

    assert "?tab=messages" in page
    about = [q["sql"] for q in queries if "core_notification" in q["sql"]]
    assert not [sql for sql in about if '"core_notification"."subject_id" =' in sql]
