"""Sending a record to people."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from core import audit
from core.enums import Event
from core.models import ReadReceipt, Sending


@transaction.atomic
def send(
    subject: models.Model,
    people: Iterable[Any],
    *,
    actor: Any,
    at: datetime,
    asks_for_word: bool = False,
) -> Sending | None:
    """Keep that the record was sent to these people, none of whom has read it yet.

    Telling them is the sender's own message (``notify``). Who sends it is no reader of it. None
    when nobody is left to send it to.
    """
    actor_pk = getattr(actor, "pk", None)
    keys = {person.pk for person in people if person.is_active and person.pk != actor_pk}
    if not keys:
        return None
    sending = Sending.objects.create(
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        subject_text=str(subject)[:200],
        sent_by=actor,
        sent_at=at,
        asks_for_word=asks_for_word,
        people_count=len(keys),
    )
    ReadReceipt.objects.bulk_create(
        ReadReceipt(sending=sending, person_id=key) for key in sorted(keys)
    )
    audit.record(
        actor=actor,
        verb=Event.RECORD_SENT,
        subject=subject,
        at=at,
        changes={"people": (0, len(keys))},
    )
    return sending
