"""Who is told what, by which way, in which language."""

import pytest
from django.core import mail
from django.db import transaction
from django.utils.translation import gettext_lazy

from core import notifications
from core.models import Channel, Notification, NotificationChoice, Robot
from core.notifications import Message, sending

from .conftest import AT

pytestmark = pytest.mark.django_db
State = Notification.State


def rows(**of):
    found = Notification.objects.filter(**of).order_by("pk")
    return [
        (each.recipient and each.recipient.username, each.channel, each.state) for each in found
    ]


def test_one_row_for_each_person_and_way(li_min, zhou_ting):
    told = notifications.notify("toy.note", [li_min, zhou_ting, li_min], Message("Hi"), at=AT)

    assert told == 2
    assert rows() == [
        ("li_min", "email", "queued"),
        ("li_min", "page", "sent"),
        ("zhou_ting", "email", "queued"),
        ("zhou_ting", "page", "sent"),
    ]


def test_the_same_occasion_tells_nobody_twice(li_min, zhou_ting):
    notifications.notify("toy.note", [li_min], Message("Hi"), at=AT, once="7")
    notifications.notify("toy.note", [li_min, zhou_ting], Message("Hi"), at=AT, once="7")
    notifications.notify("toy.note", [li_min], Message("Hi"), at=AT, once="8")

    assert len(rows(recipient=li_min)) == 4
    assert len(rows(recipient=zhou_ting)) == 2


def test_each_reads_it_in_their_own_language(li_min, zhou_ting):
    zhou_ting.language = "en"
    zhou_ting.save()
    message = Message(gettext_lazy("%(order)s was put on hold"), facts={"order": "SO-1"})

    notifications.notify("toy.must", [li_min, zhou_ting], message, at=AT)

    titles = dict(Notification.objects.values_list("recipient__username", "title"))
    assert titles == {"li_min": "SO-1 已挂起", "zhou_ting": "SO-1 was put on hold"}


def test_who_has_left_is_told_nothing(li_min):
    li_min.is_active = False

    assert notifications.notify("toy.note", [li_min], Message("Hi"), at=AT) == 0
    assert rows() == []


def test_each_person_chooses_and_the_mandatory_stays(li_min, li_min_client):
    notifications.choose(actor=li_min, chosen=[("toy.note", "email"), ("toy.group", "email")])

    for kind in ("toy.note", "toy.group", "toy.must"):
        notifications.notify(kind, [li_min], Message("Hi"), at=AT)

    found = set(Notification.objects.values_list("kind", "channel"))
    assert found == {("toy.note", "email"), ("toy.group", "email"), ("toy.must", "page")}
    assert NotificationChoice.objects.count() == 3  # only what departs


def test_no_letter_without_an_address_or_a_post_office(li_min, zhou_ting, settings):
    li_min.email = ""
    notifications.notify("toy.note", [li_min], Message("Hi"), at=AT)
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    notifications.notify("toy.note", [zhou_ting], Message("Hi"), at=AT)

    assert rows() == [("li_min", "page", "sent"), ("zhou_ting", "page", "sent")]


def test_a_group_gets_what_its_robot_has_and_only_once(li_min, zhou_ting, robot):
    group = robot(9)
    Robot.objects.create(name="off", platform="wecom", kinds=["toy.group"], is_active=False)

    notifications.notify("toy.group", [li_min, zhou_ting], Message("Hi"), at=AT, once="1")
    notifications.notify("toy.note", [li_min], Message("Hi"), at=AT, once="1")

    of_robots = Notification.objects.filter(channel=Channel.ROBOT)
    assert [each.robot for each in of_robots] == [group]


def test_nothing_leaves_before_the_commit_and_nothing_after_a_roll_back(
    li_min, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr(sending, "hand_over", [lambda: asked.append(1)])
    with django_capture_on_commit_callbacks(execute=True):
        notifications.notify("toy.note", [li_min], Message("Hi"), at=AT)
        assert asked == []
    assert asked == [1]

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        notifications.notify("toy.note", [li_min], Message("Hi"), at=AT)
        transaction.set_rollback(True)
    assert asked == [1]


def test_a_letter_has_the_link_and_no_line_break_in_its_subject(li_min, settings, queued):
    settings.SITE_URL = "https://office.example/"
    row = queued(recipient=li_min)
    Notification.objects.filter(pk=row.pk).update(title="a\nBcc: b@example.com")

    notifications.send_one(row.pk, AT)

    letter = mail.outbox[0]
    assert letter.subject == "a Bcc: b@example.com"
    assert letter.to == [li_min.email]
    assert "https://office.example/orders/order/7/" in letter.body


def test_the_address_of_a_robot_is_nowhere_in_the_clear(robot):
    group = robot(9)

    stored = Robot.objects.values().get(pk=group.pk)

    assert "k-1" not in str(stored)
    assert group.url.endswith("key=k-1")
    assert group.shown_address == "127.0.0.1 … =k-1"


def test_an_address_sealed_with_a_lost_key_is_empty_not_an_error(robot, settings):
    group = robot(9)
    settings.SECRET_KEY = "another"

    assert group.url == ""
    settings.SECRET_KEY_FALLBACKS = ["test-only-key"]
    assert group.url.endswith("key=k-1")
