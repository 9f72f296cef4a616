"""The history of a record, in words, without what the reader may not see."""

from collections.abc import Iterable
from typing import Any, cast

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from core.audit import fact_word, verb_word
from core.models import AuditEntry
from core.secrecy import kind_of, kind_of_words, may_see

SHOWN = 100
EMPTY = "—"
Names = dict[tuple[type[Model], int], str]


def history_of(record: Any, user: Any) -> list[dict[str, Any]]:
    """The latest entries of the trail: who, when, what, from what to what, why."""
    entries = list(AuditEntry.objects.about(record).select_related("actor")[:SHOWN])
    names = names_in([(type(record), entry.changes) for entry in entries])
    return [told(entry, record, user, names) for entry in entries]


def told(entry: AuditEntry, record: Any, user: Any, names: Names) -> dict[str, Any]:
    """One entry as the reader is told of it."""
    return {
        "at": entry.at,
        "actor": entry.actor,
        "verb": _verb(type(record), entry.verb),
        "reason": why(entry, record, user),
        "changes": _changes(type(record), record, user, entry.changes, names),
    }


def why(entry: AuditEntry, record: Any, user: Any) -> str:
    """The words of who did it, for themselves and for whoever may see what they may name."""
    if entry.actor_id == user.pk or record is None:
        return entry.reason
    return entry.reason if may_see(user, kind_of_words(type(record)), record) else ""


def changes_in_words(entry: AuditEntry, user: Any) -> list[dict[str, Any]]:
    """What one entry changed; of a record that is gone, what is secret of no record."""
    model = entry.subject_type.model_class() if entry.subject_type else None
    if model is None:
        return _plain(entry.changes)
    record = model._base_manager.filter(pk=entry.subject_id).first()
    return _changes(model, record, user, entry.changes, names_in([(model, entry.changes)]))


def _plain(changes: dict[str, Any]) -> list[dict[str, Any]]:
    """Of no record: an export, a log-in that failed."""
    return [
        {"label": fact_word(name), **_pair(None, change, {})} for name, change in changes.items()
    ]


def _changes(
    model: type[Model], record: Any, user: Any, changes: dict[str, Any], names: Names
) -> list[dict[str, Any]]:
    made = []
    for name, change in changes.items():
        owner, fact, part = _place(model, name)
        if not may_see(user, kind_of(owner, fact), record):
            continue
        field = _field(owner, fact)
        label = field.verbose_name if field is not None else _label(owner, fact)
        made.append({"label": f"{part} {label}" if part else label, **_pair(field, change, names)})
    return made


def _place(model: type[Model], name: str) -> tuple[type[Model], str, str]:
    """Whose fact it is: the record's own, or of one of its parts.

    ``lines.2.quantity`` is the quantity of the second of its lines, ``lines.2-…`` of one that is
    gone, ``lines.2+…`` of one that is new.
    """
    relation, place, fact = [*name.split("."), "", ""][:3]
    if not fact:
        return model, name, ""
    try:
        owner = cast("type[Model]", model._meta.get_field(relation).related_model)
    except FieldDoesNotExist:
        return model, name, ""
    part = f"{owner._meta.verbose_name} {place.rstrip('+-')}"
    marks = {"+": _("(new)"), "-": _("(taken out)")}
    return owner, fact, f"{part} {marks.get(place[-1:], '')}".strip()


def _label(model: type[Model], name: str) -> Any:
    """What a fact that is no column is called: the parts it stands for, or its own word."""
    try:
        found = model._meta.get_field(name).related_model
    except FieldDoesNotExist:
        return fact_word(name)
    return cast("type[Model]", found)._meta.verbose_name_plural


def _pair(field: Field | None, change: Any, names: Names) -> dict[str, Any]:
    old, new = change if isinstance(change, list) and len(change) == 2 else ("", change)
    return {"old": _word(field, old, names), "new": _word(field, new, names)}


def _word(field: Field | None, value: Any, names: Names) -> Any:
    if value in (None, ""):
        return EMPTY
    if field is not None and field.is_relation and isinstance(value, int):
        return names.get((_related(field), value), value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    words = dict(field.flatchoices) if field is not None else {}
    return words.get(value, value) if isinstance(value, str | int) else value


def names_in(entries: Iterable[tuple[type[Model], dict[str, Any]]]) -> Names:
    """The records behind the ids in the changes, one query for each kind."""
    wanted: dict[type[Model], set[int]] = {}
    for model, changes in entries:
        for name, change in changes.items():
            owner, fact, _part = _place(model, name)
            field = _field(owner, fact)
            if field is not None and field.is_relation and isinstance(change, list):
                ids = {value for value in change if isinstance(value, int)}
                wanted.setdefault(_related(field), set()).update(ids)
    return {
        (kind, pk): str(found)
        for kind, ids in wanted.items()
        if ids
        for pk, found in kind._base_manager.in_bulk(ids).items()
    }


def _related(field: Field) -> Any:
    return field.related_model


def _verb(model: type[Model], verb: str) -> Any:
    """The state it became, as the reader knows it, or what the event is called."""
    field = _field(model, "status")
    states = dict(field.flatchoices) if field is not None else {}
    return states.get(verb.rpartition(".")[2]) or verb_word(verb)


def _field(model: type[Model], name: str) -> Field | None:
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None
