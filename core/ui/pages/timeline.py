"""The timeline of a record: its own trail and those of what arose from it, newest first."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from core.audit import verb_word
from core.models import AuditEntry
from core.money import format_money
from core.secrecy import AMOUNT, may_see

from .history import Names, names_in, told
from .linking import addresses_of
from .urls import may_open_kind

SHOWN = 300
Key = tuple[type[Model], int]


@dataclass(frozen=True)
class Trail:
    """Records, narrowed to who reads, whose trail belongs to another record's timeline."""

    rows: QuerySet[Any]
    amount: Callable[[Any], Decimal | None] = lambda _record: None
    # Stems of ``…_at`` and ``…_by`` on each row, and the verb of that moment: told where the trail
    # has no entry of it, as of what came in by the thousand.
    stamps: Sequence[tuple[str, str]] = ()

    @property
    def read(self) -> QuerySet[Any]:
        """The records with the people of their stamps."""
        return self.rows.select_related(*_people(self.rows.model, self.stamps))


@dataclass(frozen=True)
class Happening:
    """What concerns the record though no entry of a trail is about that alone."""

    at: datetime.datetime
    actor: Any
    verb: str
    subject: Model
    amount: Decimal | None = None
    words: str = ""


@dataclass(frozen=True)
class Timeline:
    """What a record's timeline is made of beside its own trail."""

    trails: Sequence[Trail] = ()
    happenings: Iterable[Happening] = ()
    stamps: Sequence[tuple[str, str]] = ()  # those of the record itself


def timeline_of(page: Any, timeline: Timeline) -> list[dict[str, Any]]:
    """Who did what, when, to which of them, for how much; without what the reader may not see."""
    record, user = page.record, page.request.user
    own = (type(record), record.pk)
    nothing = Trail(type(record)._default_manager.none(), stamps=timeline.stamps)
    known: dict[Key, tuple[Any, Trail]] = {own: (record, nothing)}
    for trail in timeline.trails:
        if may_open_kind(user, trail.rows.model):
            known |= {(trail.rows.model, each.pk): (each, trail) for each in trail.read}
    entries = _entries(known)
    names = names_in([(model, entry.changes) for (model, _pk), entry in entries])
    rows = [_told(key, entry, known[key], user, names) for key, entry in entries]
    rows += [_happened(each, user) for each in _stamped(known)]
    happened = [h for h in timeline.happenings if may_open_kind(user, type(h.subject))]
    rows += [_happened(each, user) for each in happened]
    rows = _once(rows, own)
    found = addresses_of(page.request, [row["key"] for row in rows], but=record)
    return [{**row, "url": found.get(row["key"], "")} for row in rows]


def _people(model: type[Model], stamps: Iterable[tuple[str, str]]) -> list[str]:
    names = {field.name for field in model._meta.fields}
    return [f"{stem}_by" for stem, _verb in stamps if f"{stem}_by" in names]


def _stamped(known: dict[Key, tuple[Any, Trail]]) -> Iterator[Happening]:
    for record, trail in known.values():
        for stem, verb in trail.stamps:
            at = getattr(record, f"{stem}_at")
            if at is not None:
                actor = getattr(record, f"{stem}_by", None)
                yield Happening(at, actor, verb, record, trail.amount(record))


def _told(
    key: Key, entry: AuditEntry, known: tuple[Any, Trail], user: Any, names: Names
) -> dict[str, Any]:
    record, trail = known
    return {
        **told(entry, record, user, names),
        "key": key,
        "code": entry.verb,
        "subject": str(record),
        "amount": _amount(trail.amount(record), record, user),
    }


def _entries(known: dict[Key, Any]) -> list[tuple[Key, AuditEntry]]:
    """The latest entries about any of them, in one query."""
    kinds: dict[type[Model], set[int]] = {}
    for model, pk in known:
        kinds.setdefault(model, set()).add(pk)
    types = ContentType.objects.get_for_models(*kinds)
    about = Q()
    for model, pks in kinds.items():
        about |= Q(subject_type=types[model], subject_id__in=pks)
    models = {kind.pk: model for model, kind in types.items()}
    found = AuditEntry.objects.filter(about).select_related("actor").order_by("-at", "-id")
    return [
        ((models[each.subject_type_id or 0], each.subject_id or 0), each) for each in found[:SHOWN]
    ]


def _amount(amount: Decimal | None, record: Any, user: Any) -> str:
    return "" if amount is None or not may_see(user, AMOUNT, record) else format_money(amount)


def _happened(each: Happening, user: Any) -> dict[str, Any]:
    return {
        "at": each.at,
        "actor": each.actor,
        "verb": verb_word(each.verb),
        "reason": each.words,
        "changes": [],
        "key": (type(each.subject), each.subject.pk),
        "code": each.verb,
        "subject": str(each.subject),
        "amount": _amount(each.amount, each.subject, user),
    }


def _once(rows: list[dict[str, Any]], own: Key) -> list[dict[str, Any]]:
    """Newest first, each once: entries of the trail came before stamps, and what the record's own
    trail says of another is said by the other alone. The record itself needs no name.
    """
    of_others = {(row["at"], row["code"]) for row in rows if row["key"] != own}
    kept: dict[Any, dict[str, Any]] = {}
    for row in rows:
        if row["key"] != own:
            kept.setdefault((row["key"], row["at"], row["code"]), row)
        elif (row["at"], row["code"]) not in of_others:
            kept.setdefault((row["key"], row["at"], row["code"]), {**row, "subject": ""})
    return sorted(kept.values(), key=lambda row: row["at"], reverse=True)[:SHOWN]
