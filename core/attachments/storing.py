"""Bytes into the store: recognised in the sandbox, kept once."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from core.models import Blob
from core.sandbox.asking import ask
from core.sandbox.refused import Refused

CHUNK = 1 << 20
READABLE = {"pdf", "docx", "xlsx", "pptx", "xls", "text", "ofd"}


@contextmanager
def on_disk(upload: Any) -> Iterator[tuple[Path, str, int]]:
    """The upload as a file for the sandbox, with its digest and size; refuses what is too large."""
    digest, size, most = hashlib.sha256(), 0, settings.ATTACHMENT_MAX_BYTES
    with tempfile.NamedTemporaryFile(prefix="paper-") as file:
        for chunk in upload.chunks(CHUNK):
            size += len(chunk)
            if size > most:
                known = max(getattr(upload, "size", 0) or 0, size)
                raise Refused("too_large", found=-(-known // 10**6), most=most // 10**6)
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        yield Path(file.name), digest.hexdigest(), size


def recognised(path: Path, digest: str) -> dict[str, Any]:
    """What the file holds; bytes we have are known already."""
    known = Blob.objects.filter(digest=digest).first()
    if known is not None:
        return {"kind": known.kind}
    found: dict[str, Any] = ask("recognise", path)
    if found["kind"] not in settings.ATTACHMENT_TYPES:
        raise Refused("not_this_type", what=found["kind"].upper())
    return found


@transaction.atomic
def keep(path: Path, digest: str, size: int, found: dict[str, Any], at: datetime) -> Blob:
    """The row of these bytes; a new one brings its file. A roll-back leaves a file without a row,
    which the sweep finds; a row without its file there never is.
    """
    reading = Blob.Reading.WAITING if found["kind"] in READABLE else Blob.Reading.NONE
    blob, is_new = Blob.objects.get_or_create(
        digest=digest, defaults={"size": size, "stored_at": at, "reading": reading, **found}
    )
    if is_new:
        with path.open("rb") as file:
            _write(blob.storage_name, File(file))
    return blob


def keep_bytes(content: bytes, kind: str, at: datetime) -> Blob:
    """Bytes of our own making, kept likewise."""
    with on_disk(ContentFile(content)) as (path, digest, size):
        return keep(path, digest, size, {"kind": kind}, at)


def _write(name: str, file: File) -> None:
    if default_storage.exists(name):
        default_storage.delete(name)  # left behind by a roll-back
    stored = default_storage.save(name, file)
    if stored != name:
        default_storage.delete(stored)
        raise OSError(f"{name} could not be written.")


@contextmanager
def taken_out(blob: Blob) -> Iterator[Path]:
    """The file on this machine's disk, for the sandbox."""
    with tempfile.NamedTemporaryFile(prefix="paper-") as file:
        with default_storage.open(blob.storage_name, "rb") as stored:
            for chunk in stored.chunks(CHUNK):
                file.write(chunk)
        file.flush()
        yield Path(file.name)
