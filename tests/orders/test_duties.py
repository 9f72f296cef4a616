"""What is due of orders: from whom, and until when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import duties
from core.models import Duty
from core.ui import inbox
from orders.factories import (
    MORNING,
    HandOverFactory,
    OrderIssueFactory,
    ReceivableFactory,
    submitted_order,
)
from orders.menu.goods import rows_to_collect
from orders.services import ALL_OK, order_verify

pytestmark = pytest.mark.usefixtures("second_pairs")


def open_duties(kind):
    rows = Duty.objects.open().filter(kind=kind)
    return [(row.person.username, row.key) for row in rows.order_by("person__username")]


def test_an_order_is_owed_by_the_supervisor_until_it_is_verified(li_min, zhou_ting):
    order = submitted_order(actor=li_min)
    duties.refresh(MORNING)
    assert open_duties("orders.verify") == [("zhou_ting", str(order.pk))]

    order_verify(actor=zhou_ting, order=order, ticks=ALL_OK, at=MORNING)
    duties.refresh(MORNING + timedelta(hours=1))

    assert open_duties("orders.verify") == []
    assert Duty.objects.get(kind="orders.verify").done_at == MORNING + timedelta(hours=1)


def test_nobody_owes_the_verification_of_their_own_order(zhou_ting):
    submitted_order(actor=zhou_ting)
    duties.refresh(MORNING)

    assert open_duties("orders.verify") == []


def test_a_department_owes_the_acknowledgement_of_its_lines(he_ping, ma_qiang):
    each = HandOverFactory(
        department=he_ping.department,
        acknowledge_by_at=MORNING,
        order__status="released",
    )
    duties.refresh(MORNING)

    assert open_duties("orders.acknowledge") == [("he_ping", str(each.pk))]


def test_an_issue_is_owed_by_its_owner_and_money_past_due_by_the_salesperson(li_min, wang_jianguo):
    issue = OrderIssueFactory(owner=li_min)
    day = MORNING.date()
    item = ReceivableFactory(salesperson=wang_jianguo, due_on=day - timedelta(days=3))
    ReceivableFactory(
        salesperson=wang_jianguo, customer=item.customer, due_on=day - timedelta(days=9)
    )
    ReceivableFactory(salesperson=wang_jianguo, due_on=day)

    duties.refresh(MORNING)

    assert open_duties("orders.solve") == [("li_min", str(issue.pk))]
    assert open_duties("orders.collect") == [("wang_jianguo", str(item.customer_id))]
    assert Duty.objects.get(kind="orders.collect").late_days == 7


def test_late_money_stands_in_the_salespersons_inbox(db, wang_jianguo, li_min):
    past = timezone.now() - timedelta(days=3)
    for number, person in enumerate((wang_jianguo, wang_jianguo, li_min)):
        Duty.objects.create(
            kind="orders.collect",
            key=str(number),
            person=person,
            title="衡阳水电",
            due_at=past,
            noticed_at=past,
        )
    [[row]] = inbox.Question(rows_to_collect(wang_jianguo)).rows()
    assert (row.count, row.url) == (2, "/my-duty/?kind=orders.collect")
    assert rows_to_collect(li_min) == []
