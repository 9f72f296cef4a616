"""Sending what is queued: claimed first, so that no message is sent by two workers.

A claim is committed before the first byte leaves. Whoever dies between the two leaves a message
of which nobody knows whether it arrived; it is shown as uncertain and never sent by itself.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from core import audit
from core.enums import Event
from core.errors import BusinessError
from core.models import Channel, Notification
from core.rights import demand

from .mail import send_mail
from .outcome import Uncertain, Undelivered
from .robots import send_to_robot

logger = logging.getLogger("notifications")

State = Notification.State
ATTEMPTS = 6
_FIRST_PAUSE = timedelta(minutes=1)
# Longer than every time-out of one message together.
_LOST_AFTER = timedelta(minutes=10)
_AT_ONCE = 200

# Set by core.tasks: asks a worker to send what is queued.
hand_over: list[Callable[[], Any]] = []


def hand_over_queue() -> None:
    """Ask a worker to send what is queued; what nobody hears is found by the sweep."""
    for give in hand_over:
        give()


def send_queued(at: datetime) -> int:
    """Send what is due, oldest first; how many were tried."""
    due = Notification.objects.filter(state=State.QUEUED, send_after_at__lte=at)
    tried = 0
    for pk in list(due.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]):
        tried += send_one(pk, at)
    return tried


def send_one(pk: int, at: datetime) -> bool:
    """Send one message, if nobody else has taken it up."""
    claimed = Notification.objects.filter(pk=pk, state=State.QUEUED).update(
        state=State.SENDING, claimed_at=at, attempts=F("attempts") + 1
    )
    if not claimed:
        return False
    row = Notification.objects.select_related("recipient", "robot").get(pk=pk)
    with translation.override(settings.LANGUAGE_CODE):
        outcome = _attempt(row, at)
    # Unless the sweep has given it up meanwhile.
    mine = Notification.objects.filter(pk=pk, state=State.SENDING, attempts=row.attempts)
    mine.update(**outcome)
    return True


def _attempt(row: Notification, at: datetime) -> dict[str, Any]:
    """What is written about the message after one attempt."""
    try:
        if row.channel == Channel.EMAIL:
            send_mail(row)
        else:
            send_to_robot(row, at)
    except Undelivered as ended:
        error = str(ended.sentence)[:300]
        if ended.again and row.attempts < ATTEMPTS:
            pause = _FIRST_PAUSE * 2 ** (row.attempts - 1)
            return {"state": State.QUEUED, "send_after_at": at + pause, "error": error}
        return {"state": State.FAILED, "error": error}
    except Uncertain as ended:
        return {"state": State.UNCERTAIN, "error": str(ended.sentence)[:300]}
    except Exception as error:
        logger.exception("notifications.unexpected %s", row.pk)
        sentence = _("Something unexpected went wrong (%(error)s). It has been logged.")
        return {
            "state": State.UNCERTAIN,
            "error": (sentence % {"error": type(error).__name__})[:300],
        }
    return {"state": State.SENT, "sent_at": at, "error": ""}


def sweep(at: datetime) -> int:
    """Give up on what a dead worker left behind, then send what is due."""
    with translation.override(settings.LANGUAGE_CODE):
        Notification.objects.filter(state=State.SENDING, claimed_at__lt=at - _LOST_AFTER).update(
            state=State.UNCERTAIN, error=_("The worker died while it was sending.")
        )
    return send_queued(at)


@transaction.atomic
def resend(*, actor: Any, notification: Notification, at: datetime) -> Notification:
    """Send again what failed or is uncertain, because a person says so; refuses anything else.

    Somebody who got the first one gets a second: that is the person's decision, and is written
    down.
    """
    demand(actor, "core.resend_notification", notification)
    row = Notification.objects.select_for_update().get(pk=notification.pk)
    if row.state not in {State.FAILED, State.UNCERTAIN}:
        raise BusinessError(_("Only what failed or is uncertain is sent again."), code="not_now")
    audit.record(
        actor=actor,
        verb=Event.MESSAGE_RESENT,
        subject=row,
        at=at,
        changes={"state": (row.state, State.QUEUED.value)},
    )
    row.state, row.attempts, row.send_after_at, row.error = State.QUEUED, 0, at, ""
    row.save(update_fields=["state", "attempts", "send_after_at", "error"])
    transaction.on_commit(hand_over_queue)
    return row
