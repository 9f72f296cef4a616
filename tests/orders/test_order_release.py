"""Handing over, acknowledging, progress, hold."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.factories import DepartmentFactory
from accounts.models import Department
from core.errors import BusinessError, NotAllowed
from core.models import AuditEntry
from customers.factories import CustomerFactory
from orders.enums import HandOverStatus, OrderStatus
from orders.factories import MORNING, released_order, verified_order
from orders.services import (
    LineDraft,
    hand_over_acknowledge,
    hand_over_progress,
    hand_over_take_back,
    hand_overs_acknowledge,
    line_short_close,
    order_hold,
    order_release,
    order_resume,
)
from products.enums import Route
from products.factories import ProductCategoryFactory, ProductFactory

D = Decimal
pytestmark = pytest.mark.usefixtures("second_pairs")


def test_each_line_goes_where_its_category_leads(li_min, zhang_lan):
    bought = ProductFactory(category=ProductCategoryFactory(code="FL", route=Route.PURCHASE))
    lines = [LineDraft(ProductFactory(), D(2)), LineDraft(bought, D(40))]
    order = released_order(actor=li_min, second=zhang_lan, lines=lines)
    assert order.status == OrderStatus.RELEASED
    handed = order.hand_overs.order_by("line__position")
    assert [each.department.code for each in handed] == ["SC", "CG"]
    assert [each.quantity for each in handed] == [D(2), D(40)]
    assert {each.status for each in handed} == {HandOverStatus.WAITING}
    # Four working hours after half past nine, the noon break left out.
    assert handed[0].acknowledge_by_at > MORNING


def test_without_a_department_nothing_is_released(li_min, zhang_lan):
    order = verified_order(actor=li_min, second=zhang_lan)
    with pytest.raises(BusinessError) as refusal:
        order_release(actor=li_min, order=order, at=MORNING)
    assert refusal.value.code == "no_department"
    order.refresh_from_db()
    assert order.status == OrderStatus.CONFIRMED


def test_an_order_on_hold_is_not_released(li_min, zhang_lan):
    DepartmentFactory(kind=Department.Kind.PRODUCTION)
    order = verified_order(actor=li_min, second=zhang_lan)
    order_hold(actor=li_min, order=order, reason="客户资金未到", at=MORNING)
    with pytest.raises(BusinessError) as refusal:
        order_release(actor=li_min, order=order, at=MORNING)
    assert refusal.value.code == "on_hold"
    order_resume(actor=li_min, order=order, at=MORNING)
    assert len(order_release(actor=li_min, order=order, at=MORNING)) == 1


def test_production_acknowledges_with_its_planned_finish(li_min, zhang_lan, he_ping):
    order = released_order(actor=li_min, second=zhang_lan)
    hand_over = hand_over_acknowledge(
        actor=he_ping,
        hand_over=order.hand_overs.get(),
        planned_finish_on=date(2026, 12, 2),
        at=MORNING,
    )
    assert hand_over.status == HandOverStatus.ACKNOWLEDGED
    assert hand_over.acknowledged_by == he_ping


def test_another_department_and_the_past_are_refused(li_min, zhang_lan, he_ping, ma_qiang):
    order = released_order(actor=li_min, second=zhang_lan)
    hand_over = order.hand_overs.get()
    facts = {"hand_over": hand_over, "at": MORNING}
    with pytest.raises(NotAllowed):
        hand_over_acknowledge(actor=ma_qiang, planned_finish_on=date(2026, 12, 2), **facts)
    with pytest.raises(BusinessError) as refusal:
        hand_over_acknowledge(actor=he_ping, planned_finish_on=date(2026, 11, 19), **facts)
    assert refusal.value.field == "planned_finish_on"


def test_several_lines_are_acknowledged_at_once_or_none(li_min, zhang_lan, he_ping):
    lines = [LineDraft(ProductFactory(), D(n), confirmed_on=date(2026, 12, n)) for n in (2, 3)]
    order = released_order(actor=li_min, second=zhang_lan, lines=lines)
    late, early = order.hand_overs.order_by("-line__position")
    facts = {"actor": he_ping, "hand_overs": [early, late], "at": MORNING}
    with pytest.raises(BusinessError) as refusal:
        hand_overs_acknowledge(planned_finish_on=date(2026, 11, 19), **facts)
    assert (refusal.value.field, refusal.value.code) == ("planned_finish_on", "past")
    assert str(refusal.value).startswith(f"{early}: ")
    assert order.hand_overs.filter(status=HandOverStatus.WAITING).count() == 2
    assert hand_overs_acknowledge(**facts) == 2
    planned = order.hand_overs.order_by("line__position").values_list(
        "planned_finish_on", flat=True
    )
    assert list(planned) == [date(2026, 12, 2), date(2026, 12, 3)]


def test_progress_shows_on_line_and_order(li_min, zhang_lan, he_ping):
    order = released_order(actor=li_min, second=zhang_lan)
    hand_over = order.hand_overs.get()
    hand_over_acknowledge(
        actor=he_ping, hand_over=hand_over, planned_finish_on=date(2026, 12, 2), at=MORNING
    )
    facts = {"actor": he_ping, "hand_over": hand_over}
    hand_over_progress(**facts, finished_quantity=D(4), at=MORNING + timedelta(days=1))
    order.refresh_from_db()
    assert order.lines.get().produced_quantity == D(4)
    assert order.produced_amount == D("9520.00")
    with pytest.raises(BusinessError) as refusal:
        hand_over_progress(**facts, finished_quantity=D(3), at=MORNING)
    assert refusal.value.code == "less"
    with pytest.raises(BusinessError) as refusal:
        hand_over_progress(**facts, finished_quantity=D(11), at=MORNING)
    assert refusal.value.code == "more"
    finished = hand_over_progress(**facts, finished_quantity=D(10), at=MORNING)
    order.refresh_from_db()
    assert finished.status == HandOverStatus.FINISHED
    assert order.produced_amount == D("23800.00")


def finished(order, he_ping, quantity="10"):
    facts = {"actor": he_ping, "hand_over": order.hand_overs.get(), "at": MORNING}
    hand_over_acknowledge(planned_finish_on=date(2026, 12, 2), **facts)
    return hand_over_progress(finished_quantity=D(quantity), **facts)


def test_a_wrong_report_of_finish_is_taken_back(li_min, zhang_lan, he_ping):
    order = released_order(actor=li_min, second=zhang_lan)
    hand_over = finished(order, he_ping)
    assert hand_over.status == HandOverStatus.FINISHED
    later = MORNING + timedelta(hours=1)
    facts = {"actor": he_ping, "hand_over": hand_over, "reason": "多按了一个 0", "at": later}
    back = hand_over_take_back(finished_quantity=D(1), **facts)
    order.refresh_from_db()
    assert (back.status, back.finished_quantity) == (HandOverStatus.ACKNOWLEDGED, D(1))
    assert (back.finished_at, back.acknowledged_at) == (None, MORNING)
    assert order.lines.get().produced_quantity == D(1)
    assert order.produced_amount == D("2380.00")
    entry = AuditEntry.objects.get(verb="orders.hand_over_taken_back")
    assert (entry.actor, entry.at, entry.reason) == (he_ping, later, "多按了一个 0")
    assert entry.changes["status"] == ["finished", "acknowledged"]
    assert entry.changes["finished_quantity"] == ["10.000", "1"]
    for quantity in ("1", "2"):
        with pytest.raises(BusinessError) as refusal:
            hand_over_take_back(finished_quantity=D(quantity), **facts)
        assert refusal.value.code == "not_less"


def test_what_is_shipped_is_not_taken_back(li_min, zhang_lan, he_ping):
    order = released_order(actor=li_min, second=zhang_lan)
    hand_over = finished(order, he_ping)
    order.lines.update(shipped_quantity=4)
    facts = {"actor": he_ping, "hand_over": hand_over, "reason": "数错", "at": MORNING}
    with pytest.raises(BusinessError) as refusal:
        hand_over_take_back(finished_quantity=D("3.999"), **facts)
    assert refusal.value.code == "shipped"
    assert hand_over_take_back(finished_quantity=D(4), **facts).finished_quantity == D(4)


def test_a_finish_is_not_moved_into_the_past(li_min, zhang_lan, he_ping):
    order = released_order(actor=li_min, second=zhang_lan)
    facts = {"actor": he_ping, "hand_over": finished(order, he_ping, "2"), "at": MORNING}
    with pytest.raises(BusinessError) as refusal:
        hand_over_progress(finished_quantity=D(3), planned_finish_on=date(2026, 11, 19), **facts)
    assert refusal.value.code == "past"


@time_machine.travel(MORNING, tick=False)
def test_one_key_too_many_finishes_nothing(li_min, zhang_lan, he_ping, he_ping_client):
    order = released_order(actor=li_min, second=zhang_lan)
    hand_over = finished(order, he_ping, "2")
    page = reverse("orders:hand_over_progress", args=[hand_over.pk])
    assert 'placeholder="2 / 10"' in he_ping_client.get(page).content.decode()
    empty = he_ping_client.post(page, {"finished_quantity": "", "note": ""})
    assert empty.status_code == 422
    both = he_ping_client.post(page, {"finished_quantity": "3", "is_whole": "on"})
    assert both.status_code == 422
    assert he_ping_client.post(page, {"is_whole": "on"}).status_code == 302
    hand_over.refresh_from_db()
    assert (hand_over.status, hand_over.finished_quantity) == (HandOverStatus.FINISHED, D(10))


def test_fulfilment_sees_what_was_handed_to_it(li_min, zhang_lan, he_ping):
    order = released_order(actor=li_min, second=zhang_lan)
    other = verified_order(actor=li_min, second=zhang_lan)
    seen = type(order).objects.visible_to(he_ping)
    assert order in seen
    assert other not in seen


def test_what_was_short_closed_before_is_not_handed_over(li_min, zhang_lan):
    DepartmentFactory(kind=Department.Kind.PRODUCTION)
    lines = [LineDraft(ProductFactory(), D(2)), LineDraft(ProductFactory(), D(3))]
    order = verified_order(actor=li_min, second=zhang_lan, lines=lines)
    first, second = order.lines.order_by("position")
    line_short_close(actor=li_min, line=first, reason="停产", at=MORNING)
    (handed,) = order_release(actor=li_min, order=order, at=MORNING)
    assert (handed.line, handed.quantity) == (second, D(3))


def test_an_order_of_which_nothing_is_open_is_completed_when_released(li_min, zhang_lan):
    order = verified_order(actor=li_min, second=zhang_lan)
    line_short_close(actor=li_min, line=order.lines.get(), reason="停产", at=MORNING)
    assert order_release(actor=li_min, order=order, at=MORNING) == []
    order.refresh_from_db()
    assert order.status == OrderStatus.CLOSED


def test_progress_holds_the_order_before_its_line(li_min, zhang_lan, he_ping):
    """Shipping and cancelling hold them in this order too, so that neither waits for the other."""
    order = released_order(actor=li_min, second=zhang_lan)
    hand_over = order.hand_overs.get()
    facts = {"actor": he_ping, "hand_over": hand_over, "at": MORNING}
    hand_over_acknowledge(planned_finish_on=date(2026, 12, 2), **facts)
    with CaptureQueriesContext(connection) as asked:
        hand_over_progress(finished_quantity=D(4), **facts)
    tables = ("orders_order", "orders_handover", "orders_orderline")
    touched = [
        next((t for t in tables if f'FROM "{t}"' in q["sql"] or f'UPDATE "{t}"' in q["sql"]), None)
        for q in asked
    ]
    firsts = list(dict.fromkeys(table for table in touched if table))
    assert firsts == list(tables)


def test_the_list_opens_on_what_waits_and_acknowledges_the_ticked(
    li_min, zhang_lan, he_ping, client
):
    lines = [LineDraft(ProductFactory(), D(n), confirmed_on=date(2026, 12, n)) for n in (2, 3, 4)]
    order = released_order(actor=li_min, second=zhang_lan, lines=lines)
    first, second, third = order.hand_overs.order_by("line__position")
    hand_over_acknowledge(
        actor=he_ping, hand_over=third, planned_finish_on=date(2026, 12, 4), at=MORNING
    )
    client.force_login(he_ping)
    url = reverse("orders:hand_over_list")
    opened, everything = client.get(url), client.get(url, {"view": "all"})
    assert [opened.context["count"], everything.context["count"]] == ["2", "3"]
    deed = {"do": "hand_over_acknowledge_together", "ids": [first.pk, second.pk]}
    form = client.post(url, deed, follow=True)
    assert [each.pk for each in form.context["ticked"]] == [first.pk, second.pk]
    address = form.redirect_chain[-1][0]
    ids = {"ids": f"{first.pk},{second.pk}"}
    with time_machine.travel(MORNING, tick=False):
        answer = client.post(address, {**ids, "planned_finish_on": "2026-12-01"}, follow=True)
    assert answer.redirect_chain == [(url, 302)]
    assert answer.context["count"] == "0"
    first.refresh_from_db()
    assert (first.status, first.planned_finish_on) == ("acknowledged", date(2026, 12, 1))


def test_nothing_is_acknowledged_when_none_of_the_ticked_waits_any_more(he_ping, client):
    client.force_login(he_ping)
    url = reverse("orders:hand_over_acknowledge_together")
    answers = [client.post(url, {"ids": ids}) for ids in ("", "abc", "999999")]
    assert [answer.status_code for answer in answers] == [422, 422, 422]
    with pytest.raises(BusinessError) as refused:
        hand_overs_acknowledge(actor=he_ping, hand_overs=[], at=MORNING)
    assert refused.value.code == "none"


def test_a_line_handed_over_leads_nowhere_for_who_may_not_open_it(
    li_min, zhou_ting, wang_jianguo, li_min_client, client
):
    customer = CustomerFactory(owner=wang_jianguo, region=wang_jianguo.region)
    order = released_order(actor=li_min, second=zhou_ting, customer=customer)
    link = reverse("orders:hand_over_detail", args=[order.hand_overs.get().pk])
    tab = reverse("orders:order_detail", args=[order.pk]) + "?tab=hand_overs"
    assert link in li_min_client.get(tab).content.decode()
    client.force_login(wang_jianguo)
    answer = client.get(tab)
    assert answer.status_code == 200
    assert order.lines.get().product.name in answer.content.decode()
    assert link not in answer.content.decode()
