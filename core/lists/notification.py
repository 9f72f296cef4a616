"""Messages: one's own under the bell, and all of them for who watches over the sending."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import notifications
from core.models import Channel, Notification
from core.ui.lists import (
    ChoiceFilter,
    Column,
    ConditionFilter,
    DateFilter,
    ModelFilter,
    RecordList,
    View,
)


class Kinds:
    """The kinds that are declared when somebody looks, and what they are called."""

    @property
    def choices(self) -> list[tuple[str, Any]]:
        return [(kind.name, kind.label) for kind in notifications.all_kinds()]


class NotificationList(RecordList):
    """What one was told, newest first."""

    name = "notifications"
    model = Notification
    title = _("Messages")
    columns = [
        Column("title", _("Message"), link=True, clip=True, phone=1),
        Column("text", _("Text"), clip=True, sort=False),
        Column("kind", _("Kind"), kind="choice", choices=Kinds(), phone=4),
        Column("created_at", _("When"), kind="datetime", phone=3),
        Column("read_at", _("Read at"), kind="datetime"),
    ]
    filters = [
        ConditionFilter("unread", _("Unread"), condition=lambda today: Q(read_at__isnull=True)),
        ChoiceFilter("kind", _("Kind"), choices=Kinds()),
        DateFilter("created_at", _("When")),
    ]
    search = ["title", "text"]
    views = [View("unread", _("Unread"), "unread=1")]
    detail = "core:notification_open"
    empty = _("Whatever the office tells you stands here, with a link to what it is about.")

    def rows_for(self) -> Any:
        return Notification.objects.on_page(self.user)


class MessageList(RecordList):
    """Every message and how its sending ended; what it says is its reader's alone."""

    name = "messages"
    model = Notification
    title = _("Sent messages")
    basis = _("One row for each message, person and way")
    columns = [
        Column("pk", _("No."), kind="int"),
        Column("created_at", _("When"), kind="datetime", phone=3),
        Column("kind", _("Kind"), kind="choice", choices=Kinds(), phone=1),
        Column("channel", _("Way"), kind="choice", choices=Channel, phone=2),
        Column("recipient__full_name", pgettext_lazy("message", "Recipient")),
        Column("robot__name", _("Group")),
        Column("state", _("State"), kind="state", choices=Notification.State, phone=4),
        Column("attempts", _("Attempts"), kind="int"),
        Column("sent_at", _("Sent at"), kind="datetime"),
        Column("read_at", _("Read at"), kind="datetime"),
        Column("error", _("Why not"), clip=True, sort=False),
    ]
    filters = [
        ChoiceFilter("state", _("State"), choices=Notification.State),
        ChoiceFilter("channel", _("Way"), choices=Channel),
        ChoiceFilter("kind", _("Kind"), choices=Kinds()),
        ModelFilter("recipient", pgettext_lazy("message", "Recipient"), model=get_user_model()),
        DateFilter("created_at", _("When")),
    ]
    search = ["recipient__full_name", "robot__name", "error"]
    views = [
        View("trouble", _("Failed or uncertain"), "state=failed&state=uncertain", tone="late"),
        View("waiting", _("Waiting"), "state=queued&state=sending"),
    ]
    detail = ""
    empty = _("Nothing has been sent yet.")
