"""Who owes what: kept in step, late in working days, chased at most once an hour."""

from datetime import datetime, timedelta

import pytest

from accounts.models import Deputy
from core import duties, notifications
from core.clock import SHANGHAI
from core.duties import Owed, kinds
from core.errors import BusinessError
from core.models import AuditEntry, Duty, Notification

pytestmark = pytest.mark.django_db


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


FRIDAY = at("2026-11-20 17:30")
OWED = []


@pytest.fixture(autouse=True)
def _one_kind(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    OWED.clear()
    duties.kind("toy.return", "Returns")(lambda at: list(OWED))


def owe(person, key="1", due_at=FRIDAY):
    OWED.append(Owed(person.pk, key, f"退货 {key}", due_at, "/orders/"))


def lateness(moment):
    duties.refresh(moment)
    return Duty.objects.get().late_days


def test_what_is_owed_is_written_once_followed_and_done_when_it_is_owed_no_more(li_min):
    owe(li_min)
    owe(li_min, "2")
    assert duties.refresh(at("2026-11-20 09:00")) == 2
    assert duties.refresh(at("2026-11-20 09:10")) == 2
    OWED[:] = [OWED[0]._replace(title="退货 一", due_at=FRIDAY + timedelta(days=3))]
    duties.refresh(at("2026-11-20 09:20"))

    first, second = Duty.objects.order_by("key")
    assert (first.title, first.due_at) == ("退货 一", at("2026-11-23 17:30"))
    assert (first.noticed_at, first.done_at) == (at("2026-11-20 09:00"), None)
    assert second.done_at == at("2026-11-20 09:20")
    owe(li_min, "2")
    duties.refresh(at("2026-11-21 09:00"))
    assert Duty.objects.filter(key="2").count() == 2


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        ("2026-11-20 17:30", 0),
        ("2026-11-20 23:00", 0),
        ("2026-11-22 12:00", 0),  # Sunday
        ("2026-11-23 08:00", 1),
        ("2026-11-27 08:00", 5),
    ],
)
def test_late_counts_working_days(moment, days, li_min):
    owe(li_min)

    assert lateness(at(moment)) == days


def test_holidays_do_not_count_and_make_up_days_do(li_min):
    owe(li_min, due_at=at("2026-09-30 17:30"))

    assert lateness(at("2026-10-07 12:00")) == 0
    assert lateness(at("2026-10-10 12:00")) == 3  # the 8th, the 9th, and Saturday the 10th


def test_days_of_leave_do_not_count_and_the_deputy_has_it_meanwhile(li_min, zhang_lan):
    owe(li_min)
    Deputy.objects.create(
        principal=li_min, deputy=zhang_lan, from_on="2026-11-23", to_on="2026-11-24"
    )

    assert lateness(at("2026-11-24 12:00")) == 0
    assert Duty.objects.get().deputy == zhang_lan
    assert list(Duty.objects.visible_to(zhang_lan)) == [Duty.objects.get()]
    assert lateness(at("2026-11-26 12:00")) == 2
    assert Duty.objects.get().deputy is None


def test_the_supervisor_sees_the_department_and_others_only_their_own(
    li_min, zhou_ting, he_ping, sun_xiaoyan, fang_wen, lin_yu
):
    for person in (li_min, he_ping, sun_xiaoyan):
        owe(person)
    duties.refresh(FRIDAY)

    def seen(user):
        rows = Duty.objects.visible_to(user).order_by("person__username")
        return [duty.person.username for duty in rows]

    assert seen(li_min) == ["li_min"]
    assert seen(zhou_ting) == ["he_ping", "li_min"]
    assert seen(fang_wen) == ["he_ping", "li_min", "sun_xiaoyan"]
    assert seen(lin_yu) == []


def test_chasing_tells_the_person_once_an_hour_and_is_written_down(li_min, zhou_ting):
    owe(li_min)
    duties.refresh(FRIDAY)
    duty, now = Duty.objects.get(), FRIDAY + timedelta(days=3)

    duties.chase(actor=zhou_ting, duty=duty, at=now)
    with pytest.raises(BusinessError):
        duties.chase(actor=zhou_ting, duty=duty, at=now + timedelta(minutes=59))
    duties.chase(actor=zhou_ting, duty=duty, at=now + timedelta(minutes=60))

    told = Notification.objects.filter(recipient=li_min, channel="page")
    assert [(row.title, row.text) for row in told[:1]] == [
        ("请尽快完成：退货 1", "周婷在等您完成，应于 11-20 17:30 前完成。")
    ]
    assert told.count() == 2
    assert AuditEntry.objects.filter(verb="core.duty_chased", actor=zhou_ting).count() == 2
    OWED.clear()
    duties.refresh(now)
    with pytest.raises(BusinessError):
        duties.chase(actor=zhou_ting, duty=duty, at=now + timedelta(hours=5))


def test_pages_show_mine_everybodys_and_a_line_for_each(
    li_min, zhou_ting, li_min_client, zhou_ting_client, time_machine
):
    time_machine.move_to(at("2026-11-24 09:00"), tick=False)
    owe(li_min)
    duties.refresh(at("2026-11-24 09:00"))
    duty = Duty.objects.get()

    mine = li_min_client.get("/my-duty/").content.decode()
    assert "退货 1" in mine
    assert "迟 2 个工作日" in mine
    assert li_min_client.get(f"/duty/{duty.pk}/open/")["Location"] == "/orders/"
    assert li_min_client.get("/duty/").status_code == 403
    assert "李敏" in zhou_ting_client.get("/duty/").content.decode()
    assert "李敏" in zhou_ting_client.get("/duty/people/").content.decode()
    zhou_ting_client.post("/duty/", {"do": "duty_chase", "ids": [duty.pk]})
    assert Duty.objects.get().chased_times == 1
    assert notifications.unread_of(li_min) == 1
