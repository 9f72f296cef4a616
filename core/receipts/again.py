"""Sending the same record to the same people once more."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.clock import SHANGHAI
from core.enums import Event
from core.errors import BusinessError
from core.models import ReadReceipt, Sending
from core.notifications import Message, kind, notify
from core.rights import demand
from core.ui.pages.sending import record_address

from .sending import send

AGAIN = kind("core.sent_again", gettext_lazy("What I was sent comes once more"))
PAUSE = timedelta(minutes=10)


def was_sent(subject: models.Model | None) -> bool:
    """Whether the record was ever sent to anybody."""
    return subject is not None and Sending.objects.of(subject).exists()


@transaction.atomic
def send_again(*, actor: Any, subject: models.Model, at: datetime) -> Sending:
    """Send the record to everybody it was sent to so far; the new sending counts its own readers.

    Refused where it was sent to nobody, and twice within ten minutes.
    """
    demand(actor, "core.run_schedule")
    last = Sending.objects.of(subject).order_by("-sent_at", "-pk").select_for_update().first()
    if last is None:
        raise BusinessError(_("It was sent to nobody."), code="nobody")
    if at - last.sent_at < PAUSE:
        raise BusinessError(
            _("Sent at %(time)s already.") % {"time": f"{last.sent_at.astimezone(SHANGHAI):%H:%M}"},
            code="too_soon",
        )
    known = ReadReceipt.objects.filter(sending__in=Sending.objects.of(subject)).values("person")
    people = get_user_model()._default_manager.filter(pk__in=known, is_active=True)
    sending = send(subject, people, actor=actor, at=at, asks_for_word=last.asks_for_word)
    if sending is None:
        raise BusinessError(_("Nobody of those it was sent to is left."), code="nobody")
    message = Message(
        gettext_lazy("%(title)s, once more"),
        gettext_lazy("%(who)s sent it again."),
        record_address(subject),
        subject,
        {"title": sending.subject_text, "who": actor},
    )
    readers = [each.person for each in sending.readers.select_related("person")]
    notify(AGAIN, readers, message, at=at, once=f"again:{sending.pk}")
    audit.record(actor=actor, verb=Event.RECORD_SENT_AGAIN, subject=subject, at=at)
    return sending
