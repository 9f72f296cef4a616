"""Chasing who is late, 催办."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.clock import SHANGHAI
from core.enums import Event
from core.errors import BusinessError
from core.models import Channel, Duty
from core.notifications import Message, kind, notify
from core.rights import demand

CHASED = kind(
    "core.duty_chased",
    gettext_lazy("I am chased for something I owe"),
    channels=(Channel.PAGE, Channel.EMAIL),
    mandatory=True,
)
PAUSE = timedelta(hours=1)


def check_pause(chased_at: datetime | None, at: datetime) -> None:
    """Refuse to chase the same people for the same thing twice within an hour."""
    if chased_at and at - chased_at < PAUSE:
        raise BusinessError(
            _("Chased at %(time)s already: once an hour is enough.")
            % {"time": f"{chased_at.astimezone(SHANGHAI):%H:%M}"},
            code="too_soon",
        )


@transaction.atomic
def chase(*, actor: Any, duty: Duty, at: datetime) -> Duty:
    """Remind the person, and who stands in; refuses what is done, and more than once an hour."""
    demand(actor, "core.chase_duty", duty)
    row = Duty.objects.select_for_update().get(pk=duty.pk)
    if row.done_at:
        raise BusinessError(_("This is done already."), code="done")
    check_pause(row.chased_at, at)
    row.chased_at, row.chased_times = at, row.chased_times + 1
    row.save(update_fields=["chased_at", "chased_times"])
    whom = get_user_model()._default_manager.filter(pk__in=[row.person_id, row.deputy_id or 0])
    message = Message(
        gettext_lazy("Please do: %(title)s"),
        gettext_lazy("%(who)s is waiting for it. It was due on %(day)s."),
        row.url,
        row,
        {
            "title": row.title,
            "who": actor,
            "day": f"{row.due_at.astimezone(SHANGHAI):%m-%d %H:%M}",
        },
    )
    notify(CHASED, whom, message, at=at, once=f"{row.pk}:{row.chased_times}")
    audit.record(actor=actor, verb=Event.DUTY_CHASED, subject=row, at=at)
    return row
