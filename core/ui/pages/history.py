"""The history of a record, in words, without what the reader may not see."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field

from core.audit import verb_word
from core.models import AuditEntry
from core.secrecy import kind_of, may_see

SHOWN = 100


def history_of(record: Any, user: Any) -> list[dict[str, Any]]:
    """The latest entries of the trail: who, when, what, from what to what, why."""
    entries = AuditEntry.objects.about(record).select_related("actor")[:SHOWN]
    return [
        {
            "at": entry.at,
            "actor": entry.actor,
            "verb": _verb(record, entry.verb),
            "reason": entry.reason,
            "changes": _changes(record, user, entry.changes),
        }
        for entry in entries
    ]


def _changes(record: Any, user: Any, changes: dict[str, Any]) -> list[dict[str, Any]]:
    made = []
    for name, change in changes.items():
        if not may_see(user, kind_of(type(record), name), record):
            continue
        field = _field(record, name)
        old, new = change if isinstance(change, list) and len(change) == 2 else ("", change)
        label = field.verbose_name if field is not None else name
        made.append({"label": label, "old": _word(field, old), "new": _word(field, new)})
    return made


def _word(field: Field | None, value: Any) -> Any:
    words = dict(field.flatchoices) if field is not None else {}
    return words.get(value, "—" if value in (None, "") else value)


def _verb(record: Any, verb: str) -> Any:
    """The state it became, as the reader knows it, or what the event is called."""
    field = _field(record, "status")
    states = dict(field.flatchoices) if field is not None else {}
    return states.get(verb.rpartition(".")[2]) or verb_word(verb)


def _field(record: Any, name: str) -> Field | None:
    try:
        found = record._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None
