"""What a paper looks like: a page drawn anew in the sandbox, drawn once."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core.models import Blob
from core.sandbox.asking import ask
from core.sandbox.refused import Refused

from .storing import taken_out

SIDES = {"small": 240, "large": 1600}


def preview(blob: Blob, page: int, size: str) -> bytes | None:
    """A page as JPEG; None when it cannot be drawn. Drawn the first time it is asked for."""
    if not blob.can_be_shown or not 0 <= page < max(blob.pages, 1) or size not in SIDES:
        return None
    name = preview_name(blob, page, size)
    if default_storage.exists(name):
        with default_storage.open(name, "rb") as file:
            return bytes(file.read())
    try:
        with taken_out(blob) as path:
            drawn: bytes = ask("page", path, blob.kind, str(page), str(SIDES[size]))
    except (Refused, FileNotFoundError):
        return None
    default_storage.save(name, ContentFile(drawn))
    return drawn


def preview_name(blob: Blob, page: int, size: str) -> str:
    """Where the drawing is kept."""
    return f"previews/{blob.digest[:2]}/{blob.digest}-{size}-{page}.jpg"
