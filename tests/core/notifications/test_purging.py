"""Old messages leave; what somebody may still wait for stays."""

from datetime import timedelta

import pytest

from core import notifications
from core.models import Channel, MessageKeeping, Notification
from core.tasks import purge_messages

from .conftest import AT

pytestmark = pytest.mark.django_db
State = Notification.State
OLD = AT - timedelta(days=181)


def message(person, *, title, channel=Channel.PAGE, state=State.SENT, **facts):
    return Notification.objects.create(
        kind="trial.told",
        channel=channel,
        recipient=person,
        title=title,
        state=state,
        created_at=OLD,
        send_after_at=OLD,
        **facts,
    )


@pytest.fixture
def box(li_min):
    """A message of each sort, all half a year old but one."""
    message(li_min, title="read", read_at=OLD)
    message(li_min, title="unread")
    message(li_min, title="read yesterday", read_at=AT - timedelta(days=1))
    message(li_min, title="letter", channel=Channel.EMAIL, sent_at=OLD)
    for state in (State.UNCERTAIN, State.FAILED, State.QUEUED, State.SENDING):
        message(li_min, title=str(state.value), channel=Channel.EMAIL, state=state)


def left():
    return set(Notification.objects.values_list("title", flat=True))


def test_what_was_read_or_sent_long_ago_is_cleared_away(box, time_machine):
    time_machine.move_to(AT)
    kept = {"unread", "read yesterday", "uncertain", "failed", "queued", "sending"}
    assert purge_messages() == 2
    assert left() == kept
    assert notifications.purge(AT) == 0


def test_the_administrator_says_how_long(box):
    MessageKeeping.objects.create(pk=1, read_days=0)
    assert notifications.purge(AT) == 0
    MessageKeeping.objects.update(read_days=1)
    assert notifications.purge(AT + timedelta(days=2)) == 3
