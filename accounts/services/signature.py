"""The picture of one's signature, for printed forms."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from core import audit
from core.attachments import small_picture


@transaction.atomic
def signature_set(*, actor: User, upload: Any, at: datetime) -> None:
    """Keep the picture, cut to its ink. Takes PNG and JPEG; refuses a blank sheet."""
    blob = small_picture(upload, "signature", at)
    User.objects.filter(pk=actor.pk).update(signature=blob)
    actor.signature = blob
    audit.record(actor=actor, verb="accounts.signature_set", subject=actor, at=at)


@transaction.atomic
def signature_clear(*, actor: User, at: datetime) -> None:
    """Print no picture from now on; what was printed stays printed."""
    User.objects.filter(pk=actor.pk).update(signature=None)
    actor.signature = None
    audit.record(actor=actor, verb="accounts.signature_cleared", subject=actor, at=at)
