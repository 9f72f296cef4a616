"""What is written in a paper, read in the background for the search."""

import logging

from django.db import transaction

from core import events
from core.models import Attachment, Blob
from core.sandbox.asking import ask
from core.sandbox.refused import Refused

from .previews import preview
from .storing import taken_out

logger = logging.getLogger("attachments")
READ = "core.paper_read"


def read(pk: int) -> bool:
    """Read one stored file, once; tells who listens of each paper that shows it."""
    blob = Blob.objects.filter(pk=pk, reading=Blob.Reading.WAITING).first()
    if blob is None:
        return False
    try:
        with taken_out(blob) as path:
            blob.text = ask("words", path, blob.kind)
    except (Refused, OSError) as error:
        logger.warning("attachments.not_read %s %s", blob.pk, getattr(error, "code", error))
        blob.reading = Blob.Reading.FAILED
    else:
        blob.reading = Blob.Reading.DONE if blob.text else Blob.Reading.NONE
    with transaction.atomic():
        blob.save(update_fields=["text", "reading"])
        for paper in Attachment.objects.filter(blob=blob):
            events.announce(READ, paper)
    preview(blob, 0, "small")
    return True


def read_waiting(most: int = 50) -> int:
    """Read what still waits, oldest first: what a lost message left behind."""
    waiting = Blob.objects.filter(reading=Blob.Reading.WAITING).order_by("id")
    return sum(read(pk) for pk in list(waiting.values_list("pk", flat=True)[:most]))
