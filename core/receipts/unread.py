"""What somebody was sent and has not read."""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from core.models import ReadReceipt, Sending
from core.ui.pages.urls import may_open_kind

from .tracked import to_be_read

# A daily report nobody opened for so long is not read any more; what asks for a word waits on.
WAITS = timedelta(days=14)


def unread(user: Any, at: datetime) -> QuerySet[Sending]:
    """What waits to be read by the person, latest first: each record once, of kinds they open."""
    models = [model for label in to_be_read() if may_open_kind(user, model := _model(label))]
    if not models:
        return Sending.objects.none()
    kinds = [each.pk for each in ContentType.objects.get_for_models(*models).values()]
    mine = ReadReceipt.objects.filter(person=user, read_at=None).filter(
        Q(sending__sent_at__gt=at - WAITS) | Q(sending__asks_for_word=True),
        sending__subject_type__in=kinds,
    )
    later = ReadReceipt.objects.filter(
        person=user,
        read_at=None,
        sending__subject_type=OuterRef("subject_type"),
        sending__subject_id=OuterRef("subject_id"),
        sending__gt=OuterRef("pk"),
    )
    rows = Sending.objects.filter(~Exists(later), pk__in=mine.values("sending"))
    return rows.order_by(F("sent_at").desc(), "-pk")


def _model(label: str) -> Any:
    return apps.get_model(label)
