"""What was told and sent about a record: when, to whom, and whether it arrived and was read."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from core.models import Notification, ReadReceipt, Sending
from core.notifications import label

SHOWN = 100


def carries_messages(record: Any) -> bool:
    """Documents are told about: what goes a way of its own."""
    return hasattr(type(record), "MOVES")


def messages_of(record: Any, user: Any) -> list[dict[str, Any]]:
    """The latest of those the person may see; what a message says is its reader's alone."""
    rows = [*_told(record, user), *_sent(record, user)]
    return sorted(rows, key=lambda row: row["at"], reverse=True)[:SHOWN]


def _told(record: Any, user: Any) -> list[dict[str, Any]]:
    kind = ContentType.objects.get_for_model(record)
    seen = Notification.objects.visible_to(user).filter(subject_type=kind, subject_id=record.pk)
    return [
        {
            "at": each.created_at,
            "to": each.recipient or each.robot,
            "what": each.title if each.recipient_id == user.pk else label(each.kind),
            "way": each.get_channel_display(),
            "state": each.state,
            "word": each.get_state_display(),
            "read_at": each.read_at,
            "error": each.error,
        }
        for each in seen.select_related("recipient", "robot").order_by("-id")[:SHOWN]
    ]


def _sent(record: Any, user: Any) -> list[dict[str, Any]]:
    """Those who were sent the record to read; of another's sending only who watches sees all."""
    seen = Sending.objects.visible_to(user).of(record)
    rows = ReadReceipt.objects.filter(sending__in=seen)
    found = rows.select_related("person", "sending__sent_by").order_by("-sending__sent_at", "id")
    return [
        {
            "at": each.sending.sent_at,
            "to": each.person,
            "what": _("Sent to be read by %(person)s") % {"person": each.sending.sent_by}
            if each.sending.sent_by
            else _("Sent to be read"),
            "way": "",
            "state": "done" if each.read_at else "waiting",
            "word": _("Read") if each.read_at else _("Not read"),
            "read_at": each.read_at,
            "error": "",
        }
        for each in found[:SHOWN]
    ]
