"""Closing batches of entries with a digest, so that a later change shows."""

import hashlib
import json
import logging
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Max

from core.database import settle
from core.models import AuditEntry, AuditSeal

logger = logging.getLogger("audit.seal")

BATCH = 1000
GENESIS = "0" * 64


def seal(at: datetime) -> list[AuditSeal]:
    """Seal every entry that is not sealed yet, in batches, and anchor the last digest outside.

    Does nothing while writers keep the table busy; the next run seals what this one left.
    """
    horizon = _settled_up_to()
    seals = []
    while horizon:
        try:
            with transaction.atomic():
                made = _seal_batch(at, horizon)
        except IntegrityError:
            # Another sealer was quicker with the same predecessor.
            break
        if made is None:
            break
        seals.append(made)
        _anchor(made)
    return seals


def leaf(entry: AuditEntry) -> str:
    """The digest of one entry: everything it says, the same on both databases."""
    kind = entry.subject_type_id and ContentType.objects.get_for_id(entry.subject_type_id)
    content = [
        entry.pk,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.verb,
        f"{kind.app_label}.{kind.model}" if kind else "",
        entry.subject_id,
        entry.subject_text,
        entry.changes,
        entry.reason,
        entry.batch,
        entry.request_id,
        entry.address,
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def chained(previous: str, leaves: str) -> str:
    """The digest of a batch after the one before it."""
    return hashlib.sha256(f"{previous}\n{leaves}".encode()).hexdigest()


def anchor_file() -> Path:
    """Where the last digests are kept outside the database."""
    return Path(settings.AUDIT_ANCHOR_FILE)


def _settled_up_to() -> int:
    """The id up to which no entry can still appear; 0 while writers keep the table busy."""
    try:
        with transaction.atomic():
            settle(AuditEntry, seconds=2)
            return AuditEntry.objects.aggregate(last=Max("id"))["last"] or 0
    except OperationalError:
        logger.warning("audit.seal.busy")
        return 0


def _seal_batch(at: datetime, horizon: int) -> AuditSeal | None:
    last = AuditSeal.objects.order_by("id").last()
    done = last.last_id if last else 0
    entries = list(
        AuditEntry.objects.filter(id__gt=done, id__lte=horizon).order_by("id")[:BATCH],
    )
    if not entries:
        return None
    leaves = "\n".join(f"{entry.pk} {leaf(entry)}" for entry in entries)
    previous = last.digest if last else GENESIS
    return AuditSeal.objects.create(
        first_id=entries[0].pk,
        last_id=entries[-1].pk,
        count=len(entries),
        leaves=leaves,
        previous_digest=previous,
        digest=chained(previous, leaves),
        sealed_at=at,
    )


def _anchor(made: AuditSeal) -> None:
    """Keep the digest outside the table: a line in a file and a line in the log."""
    line = {"seal": made.pk, "last": made.last_id, "digest": made.digest}
    path = anchor_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as anchors:
        anchors.write(json.dumps({**line, "at": made.sealed_at.isoformat()}) + "\n")
    logger.info("audit.sealed seal=%(seal)s last=%(last)s digest=%(digest)s", line)
