"""Who is told what of orders, once everything has happened."""

from datetime import date
from decimal import Decimal

import pytest

from core.models import Notification
from orders.factories import MORNING, released_order, submitted_order
from orders.services import (
    ALL_OK,
    LineDraft,
    hand_over_acknowledge,
    hand_over_progress,
    hand_over_take_back,
    issue_open,
    issue_solve,
    order_hold,
    order_release,
    order_return,
    order_verify,
)
from products.factories import ProductFactory

D = Decimal
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


def acknowledged(order, he_ping, planned_on):
    hand_over = order.hand_overs.get()
    return hand_over_acknowledge(
        actor=he_ping, hand_over=hand_over, planned_finish_on=planned_on, at=MORNING
    )


def test_a_finish_moved_past_the_confirmed_day_is_told(
    told, li_min, zhang_lan, wang_jianguo, he_ping
):
    line = LineDraft(ProductFactory(), D(10), confirmed_on=date(2026, 12, 3))
    order = released_order(actor=li_min, second=zhang_lan, lines=[line], salesperson=wang_jianguo)
    facts = {"actor": he_ping, "hand_over": acknowledged(order, he_ping, date(2026, 12, 2))}

    in_time = {"finished_quantity": D(2), "planned_finish_on": date(2026, 12, 3)}
    assert told(hand_over_progress, **facts, **in_time) == []
    late = {"finished_quantity": D(3), "planned_finish_on": date(2026, 12, 8)}
    found = told(hand_over_progress, **facts, **late)
    assert [who for who, *_ in found] == ["li_min", "wang_jianguo"]
    assert found[0][2].endswith("计划 12-08 完成")
    # Said once: the next report with the same day tells nobody again.
    assert told(hand_over_progress, **facts, finished_quantity=D(4)) == []


def test_a_report_taken_back_is_told(told, li_min, zhang_lan, wang_jianguo, he_ping):
    order = released_order(actor=li_min, second=zhang_lan, salesperson=wang_jianguo)
    hand_over = acknowledged(order, he_ping, date(2026, 11, 30))
    facts = {"actor": he_ping, "hand_over": hand_over}
    told(hand_over_progress, **facts, finished_quantity=D(10))

    found = told(hand_over_take_back, **facts, finished_quantity=D(1), reason="多按了一个 0")

    assert [who for who, *_ in found] == ["li_min", "wang_jianguo"]
    assert found[0][2].endswith("实际已完工 1 / 10。原因：多按了一个 0")


def test_a_solved_issue_tells_who_opened_it_and_the_salesperson(
    told, li_min, zhang_lan, wang_jianguo, he_ping, zhou_ting
):
    order = released_order(actor=li_min, second=zhang_lan, salesperson=wang_jianguo)
    issue = issue_open(
        actor=li_min,
        order=order,
        kind="delay",
        description="电机晚到",
        owner=he_ping,
        due_on=date(2026, 11, 24),
        at=MORNING,
    )

    found = told(issue_solve, actor=zhou_ting, issue=issue, solution="改用库存电机")

    title = f"{order}：延期已解决"
    assert found == [
        ("li_min", title, "改用库存电机"),
        ("wang_jianguo", title, "改用库存电机"),
    ]
