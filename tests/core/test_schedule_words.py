"""A schedule is chosen in words, and runs on the days they mean."""

from datetime import date, datetime, time

import pytest
from celery.schedules import crontab
from django_celery_beat.models import PeriodicTask

from core import scheduling
from core.clock import SHANGHAI
from core.models import AuditEntry
from core.scheduling import Rhythm, Rule, next_due, rule_of
from core.scheduling.words import is_among

pytestmark = pytest.mark.django_db


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(Rhythm.DAILY, time(18, 30)), "每天 18:30"),
        (Rule(Rhythm.WORKING, time(18, 30)), "每个工作日 18:30"),
        (Rule(Rhythm.WEEKLY, time(7), weekday=1), "每周星期一 07:00"),
        (Rule(Rhythm.WEEKLY, time(7), weekday=7), "每周星期日 07:00"),
        (Rule(Rhythm.MONTHLY, time(9, 5), day=25), "每月 25 日 09:05"),
        (Rule(Rhythm.LAST_WORKING, time(17)), "每月最后一个工作日 17:00"),
    ],
)
def test_a_rule_reads_as_people_say_it_and_comes_back(rule, words):
    when = rule.crontab()
    when.days = rule.rhythm if rule.rhythm in {"working", "last_working"} else ""

    assert str(rule) == words
    assert rule_of(when) == rule


def test_what_has_no_such_words_stays_a_crontab():
    assert rule_of(crontab(minute="*/5")) is None
    assert rule_of(crontab(hour="9,14", minute=0)) is None
    assert rule_of(crontab(hour=9, minute=0), only_working_days=True) == Rule("working", time(9))


def test_the_last_working_day_follows_the_calendar():
    # 31 October 2026 is a Saturday.
    found = [day for day in range(26, 32) if is_among("last_working", date(2026, 10, day))]
    assert found == [30]


def test_the_supervisor_changes_a_schedule_in_words_and_nothing_earlier_is_owed(
    zhou_ting, zhou_ting_client, li_min_client, time_machine
):
    time_machine.move_to(at("2026-11-20 10:00"), tick=False)
    scheduling.sync(at("2026-11-20 10:00"))
    task = PeriodicTask.objects.get(name="reports.daily")
    url = f"/schedule/{task.pk}/change/"
    form = {"rhythm": "last_working", "at": "09:00", "weekday": 1, "day": 1, "is_on": "on"}

    assert li_min_client.post(url, form).status_code == 403
    zhou_ting_client.post(url, form)

    task.refresh_from_db()
    assert next_due(
        scheduling.when_of(task), at("2026-11-20 10:00"), only_working_days=False
    ) == at("2026-11-30 09:00")
    assert "reports.daily" not in [
        name for name, _at in scheduling.catch_up(at("2026-11-20 10:05"))
    ]
    entry = AuditEntry.objects.get(verb="core.schedule_changed")
    assert entry.changes == {"when": ["每天 18:30", "每月最后一个工作日 09:00"]}
    assert "每月最后一个工作日 09:00" in zhou_ting_client.get("/schedule/").content.decode()
    scheduling.sync(at("2026-11-20 10:10"))
    task.refresh_from_db()
    assert scheduling.when_of(task).days == "last_working"
