"""Who is told what of orders, once everything has happened."""

import pytest

from core.models import Notification
from orders.factories import MORNING, released_order, submitted_order
from orders.services import ALL_OK, order_hold, order_release, order_return, order_verify

pytestmark = pytest.mark.usefixtures("second_pairs")


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """What people read on the page after a command."""

    def after(command, **arguments):
        Notification.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            command(at=MORNING, **arguments)
        rows = Notification.objects.filter(channel="page").order_by("recipient__username")
        return [(row.recipient.username, row.title, row.text) for row in rows]

    return after


def test_an_order_given_back_tells_its_maker_why(told, li_min, zhou_ting):
    order = submitted_order(actor=li_min)

    found = told(order_return, actor=zhou_ting, order=order, reason="规格写错")

    assert [(who, text.partition("。")[2]) for who, _title, text in found] == [
        ("li_min", "原因：规格写错")
    ]
    assert found[0][1] == f"{order} 已退回给您"


def test_verification_tells_maker_and_salesperson_release_the_departments(
    told, li_min, zhang_lan, wang_jianguo, he_ping
):
    order = submitted_order(actor=li_min)
    order.salesperson = wang_jianguo
    order.save()

    verified = told(order_verify, actor=zhang_lan, order=order, ticks=ALL_OK)
    assert [who for who, *_ in verified] == ["li_min", "wang_jianguo"]
    released = told(order_release, actor=li_min, order=order)
    expected = ["he_ping"] if order.hand_overs.filter(department=he_ping.department) else []
    assert [who for who, *_ in released] == expected
    held = told(order_hold, actor=zhang_lan, order=order, reason="客户要求暂停")
    assert {"li_min", "wang_jianguo"} <= {who for who, *_ in held}


def test_why_an_order_stops_may_name_a_price_and_is_not_told_to_who_makes_the_goods(
    told, li_min, zhang_lan, he_ping
):
    order = released_order(actor=li_min, second=zhang_lan)
    order.hand_overs.update(department=he_ping.department)

    held = told(order_hold, actor=zhang_lan, order=order, reason="单价要从 12.50 改成 11.80")

    texts = {who: text for who, _title, text in held}
    assert "11.80" in texts["li_min"]
    assert texts["he_ping"] == order.customer.name
