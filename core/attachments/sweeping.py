"""Store and table compared: each row its file with its digest, each file its row."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction

from core.models import Blob

FOLDER = "papers"
LEFT_ALONE_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Fault:
    """One row or file that does not fit."""

    code: str
    name: str

    @property
    def sentence(self) -> str:
        return f"{self.code}: {self.name}"


def check() -> Iterator[Fault]:
    """Every row without its file, with other bytes, and every file without its row."""
    for blob in Blob.objects.only("digest", "size").iterator():
        if not default_storage.exists(blob.storage_name):
            yield Fault("missing", blob.storage_name)
        elif digest_of(blob.storage_name) != blob.digest:
            yield Fault("changed", blob.storage_name)
    for name in _stored():
        if not Blob.objects.filter(digest=name.rpartition("/")[2]).exists():
            yield Fault("orphan", name)


def digest_of(name: str) -> str:
    """The SHA-256 of what is stored under the name."""
    digest = hashlib.sha256()
    with default_storage.open(name, "rb") as file:
        for chunk in file.chunks(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def sweep(now: datetime) -> int:
    """Delete files that a roll-back left without a row, a day later."""
    swept = 0
    for name in list(_stored()):
        if default_storage.get_modified_time(name) > now - LEFT_ALONE_FOR:
            continue
        swept += _sweep_one(name, now)
    return swept


def _sweep_one(name: str, now: datetime) -> bool:
    """Holding the digest's place in the table, or the same bytes could arrive meanwhile."""
    with transaction.atomic():
        place, is_orphan = Blob.objects.get_or_create(
            digest=name.rpartition("/")[2], defaults={"size": 0, "kind": "text", "stored_at": now}
        )
        if is_orphan:
            default_storage.delete(name)
            place.delete()
    return is_orphan


def _stored() -> Iterator[str]:
    try:  # a store of objects knows no folders, so that asking whether it exists tells nothing
        folders = default_storage.listdir(FOLDER)[0]
    except FileNotFoundError:
        return
    for folder in folders:
        for file in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            yield f"{FOLDER}/{folder}/{file}"
