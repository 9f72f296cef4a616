"""Chasing those who have not read it, 催办."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.duties import check_pause
from core.enums import Event
from core.errors import BusinessError
from core.models import Channel, Sending
from core.notifications import Message, kind, notify
from core.rights import demand
from core.ui.pages.sending import record_address

UNREAD = kind(
    "core.reading_chased",
    gettext_lazy("I am asked to read what I was sent"),
    channels=(Channel.PAGE, Channel.EMAIL),
    mandatory=True,
)


@transaction.atomic
def chase_readers(*, actor: Any, sending: Sending, at: datetime) -> int:
    """Remind everybody who has not read it; how many. Refuses more than once an hour."""
    demand(actor, "core.chase_sending", sending)
    row = Sending.objects.select_for_update().get(pk=sending.pk)
    check_pause(row.chased_at, at)
    waiting = row.readers.filter(read_at=None).values("person")
    people = list(get_user_model()._default_manager.filter(pk__in=waiting, is_active=True))
    if not people:
        raise BusinessError(_("Everybody has read it."), code="all_read")
    row.chased_at, row.chased_times = at, row.chased_times + 1
    row.save(update_fields=["chased_at", "chased_times"])
    subject = row.subject
    message = Message(
        gettext_lazy("Please read: %(title)s"),
        gettext_lazy("%(who)s is waiting for it to be read."),
        record_address(subject) if subject else "",
        subject,
        {"title": row.subject_text, "who": actor},
    )
    notify(UNREAD, people, message, at=at, once=f"{row.pk}:{row.chased_times}")
    audit.record(
        actor=actor,
        verb=Event.READERS_CHASED,
        subject=subject or row,
        at=at,
        changes={"people": (0, len(people))},
    )
    return len(people)
