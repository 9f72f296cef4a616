"""Errors are counted: entered once, corrected, by person and kind."""

from datetime import UTC, date, datetime

import pytest

from core import corrections
from core.errors import BusinessError
from core.models import AuditEntry, Correction
from orders.factories import submitted_order, verified_order

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
DAY = date(2026, 11, 20)


def entered(actor, **more):
    given = {"kind": "price", "cause": "typed", "found_on": DAY, "at": AT, **more}
    return corrections.register(actor=actor, **given)


def test_an_error_is_entered_once_for_its_occasion(li_min, zhou_ting):
    first = entered(zhou_ting, made_by=li_min, once="orders.change:7")
    again = entered(zhou_ting, made_by=li_min, once="orders.change:7")

    assert first == again
    assert (first.found_by, first.registered_by, first.made_by) == (zhou_ting, zhou_ting, li_min)
    assert AuditEntry.objects.filter(verb="core.correction_registered").count() == 1
    entered(zhou_ting)
    entered(zhou_ting)
    assert Correction.objects.count() == 3


def test_nothing_is_corrected_before_it_is_found_or_twice(li_min):
    with pytest.raises(BusinessError) as refusal:
        entered(li_min, corrected_on=date(2026, 11, 19))
    assert refusal.value.field == "corrected_on"
    row = entered(li_min)
    corrections.settle(actor=li_min, correction=row, corrected_on=DAY, at=AT)
    with pytest.raises(BusinessError):
        corrections.settle(actor=li_min, correction=row, corrected_on=DAY, at=AT)


def test_errors_are_counted_by_person_and_kind(li_min, zhang_lan, zhou_ting):
    entered(zhou_ting, made_by=li_min)
    entered(zhou_ting, made_by=li_min, kind="quantity", corrected_on=DAY)
    entered(zhou_ting, made_by=zhang_lan)
    entered(zhou_ting, cause="customer")

    found = corrections.totals(Correction.objects.all())

    assert [(line["name"], line["total"], line["open"]) for line in found] == [
        ("李敏", 2, 1),
        ("", 1, 1),
        ("张兰", 1, 1),
    ]
    assert found[0]["by_kind"]["quantity"] == 1


def test_one_sees_ones_own_and_the_supervisor_the_departments(
    li_min, zhang_lan, zhou_ting, wang_jianguo, lin_yu
):
    entered(zhou_ting, made_by=li_min)
    entered(zhang_lan, made_by=zhang_lan)

    def seen(user):
        return Correction.objects.visible_to(user).count()

    assert [seen(user) for user in (li_min, zhang_lan, zhou_ting, wang_jianguo, lin_yu)] == [
        1,
        1,
        2,
        0,
        0,
    ]


def test_an_order_is_corrected_simply_before_and_registered_after_verification(
    li_min, zhou_ting, zhou_ting_client, second_pairs
):
    form = {
        "kind": "price",
        "cause": "typed",
        "made_by": li_min.pk,
        "found_on": "2026-11-20",
        "description": "单价少一位",
    }
    before = submitted_order(actor=li_min)
    zhou_ting_client.post(f"/orders/order/{before.pk}/error/", form)
    assert Correction.objects.count() == 0

    order = verified_order(actor=li_min, second=zhou_ting)
    zhou_ting_client.post(f"/orders/order/{order.pk}/error/", form)
    row = Correction.objects.get()
    assert (row.subject, row.made_by, row.description) == (order, li_min, "单价少一位")
    page = zhou_ting_client.get(f"/correction/{row.pk}/").content.decode()
    assert f"/orders/order/{order.pk}/" in page
    assert "李敏" in zhou_ting_client.get("/correction/totals/").content.decode()
    assert "单价少一位" in zhou_ting_client.get("/correction/").content.decode()
    zhou_ting_client.post(f"/correction/{row.pk}/settle/", {"corrected_on": "2026-11-21"})
    row.refresh_from_db()
    assert row.corrected_on == date(2026, 11, 21)


@pytest.fixture
def second_pairs(db):
    from accounts.services import defaults_sync

    defaults_sync()
