"""Reading: by opening the record's page, or by saying so where that is asked."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core import audit
from core.enums import Event
from core.errors import BusinessError, NotAllowed
from core.models import ReadReceipt, Sending
from core.ui.pages.detail import opened

from .tracked import is_tracked


@opened.receiver
def note_opened(*, record: models.Model, user: Any, at: datetime) -> None:
    """The person opened the record's page: whatever they were sent of it is read."""
    if not is_tracked(record):
        return
    kind = ContentType.objects.get_for_model(record)
    waiting = ReadReceipt.objects.filter(
        person=user,
        read_at=None,
        sending__subject_type=kind,
        sending__subject_id=record.pk,
    )
    for receipt in waiting.select_related("sending"):
        if receipt.sending.asks_for_word:
            ReadReceipt.objects.filter(pk=receipt.pk, opened_at=None).update(opened_at=at)
        else:
            _read(receipt, at)


@transaction.atomic
def confirm(*, actor: Any, sending: Sending, at: datetime) -> ReadReceipt:
    """Say 'I have read it'; refuses who was not sent it, and the second time."""
    receipt = ReadReceipt.objects.filter(sending=sending, person=actor).first()
    if receipt is None:
        raise NotAllowed(_("This was not sent to you."))
    if not _read(receipt, at):
        raise BusinessError(_("You have said so already."), code="read")
    if subject := sending.subject:
        audit.record(actor=actor, verb=Event.READING_CONFIRMED, subject=subject, at=at)
    return receipt


@transaction.atomic
def _read(receipt: ReadReceipt, at: datetime) -> bool:
    """Write it down and count it, once however often the page is opened at the same time."""
    new = ReadReceipt.objects.filter(pk=receipt.pk, read_at=None)
    if not new.update(read_at=at, opened_at=receipt.opened_at or at):
        return False
    Sending.objects.filter(pk=receipt.sending_id).update(read_count=F("read_count") + 1)
    return True
