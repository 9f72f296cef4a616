"""Writing entries."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from structlog.contextvars import get_contextvars

from core.database import copy_rows
from core.models import AuditEntry

ABOUT = ("subject_type_id", "subject_id", "subject_text")
Changes = Mapping[str, tuple[Any, Any] | list[Any]]


def record(
    *,
    actor: Any,
    verb: str,
    subject: models.Model | None,
    at: datetime | None = None,
    changes: Changes | None = None,
    reason: str = "",
    batch: str = "",
) -> AuditEntry:
    """Write one entry in the caller's transaction: one insert, no lock.

    ``changes`` maps a field to its value before and after. ``actor`` is None for the system.
    """
    entry = AuditEntry(
        **_circumstances(actor, verb, at, reason, batch), **_about(subject), changes=_pairs(changes)
    )
    entry.save(force_insert=True)
    return entry


def record_many(
    *,
    actor: Any,
    verb: str,
    subjects: Iterable[models.Model],
    at: datetime | None = None,
    changes: Mapping[Any, Changes] | None = None,
    reason: str = "",
    batch: str = "",
) -> int:
    """Write one entry for each subject, set-based; ``changes`` is keyed by primary key."""
    same = _circumstances(actor, verb, at, reason, batch)
    by_key = changes or {}
    # All of them first: a name may have to be read, and nothing is read while rows are copied.
    rows = [(*_about(subject).values(), _pairs(by_key.get(subject.pk))) for subject in subjects]
    return copy_rows(AuditEntry, [*ABOUT, "changes"], rows, constants=same)


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The fields whose value changed, each with the old and the new one."""
    return {
        name: [before.get(name), value]
        for name, value in after.items()
        if name not in before or before[name] != value
    }


def _circumstances(
    actor: Any, verb: str, at: datetime | None, reason: str, batch: str
) -> dict[str, Any]:
    context = get_contextvars()
    return {
        "at": at or timezone.now(),
        "actor_id": getattr(actor, "pk", None),
        "verb": verb,
        "reason": reason,
        "batch": batch,
        "request_id": str(context.get("request_id") or "")[:60],
        "address": context.get("ip") or None,
    }


def _about(subject: models.Model | None) -> dict[str, Any]:
    if subject is None:
        return {}
    return {
        "subject_type_id": ContentType.objects.get_for_model(subject).pk,
        "subject_id": subject.pk,
        "subject_text": _name(subject)[:200],
    }


def _name(row: Any) -> str:
    """How the trail calls a record for good: without what may have to be deleted one day."""
    return str(getattr(row, "audit_text", row))


def _pairs(changes: Changes | None) -> dict[str, list[Any]]:
    return {name: [_plain(value) for value in pair] for name, pair in (changes or {}).items()}


def _plain(value: Any) -> Any:
    """The value as JSON keeps it on both databases: numbers exact, records by name."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool | int | str | None):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else _name(value)
