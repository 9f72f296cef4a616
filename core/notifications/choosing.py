"""By which ways a person wants to be told of what."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction

from core import audit
from core.enums import Event
from core.models import Channel, NotificationChoice

from .kinds import Kind, all_kinds, find

PERSONAL = (Channel.PAGE, Channel.EMAIL)
# Backends that write somewhere nobody reads are no post office.
_NO_POST = ("console", "dummy")


def is_email_set_up() -> bool:
    """Whether letters leave this installation."""
    return settings.EMAIL_BACKEND.split(".")[-2] not in _NO_POST


def wanted(kind: str, people: Iterable[Any]) -> dict[int, set[str]]:
    """For each person, by key, the ways this kind goes; one query."""
    known, people = find(kind), list(people)
    ways = {person.pk: set(known.channels) for person in people}
    for row in NotificationChoice.objects.filter(kind=kind, person__in=list(ways)):
        (ways[row.person_id].add if row.is_wanted else ways[row.person_id].discard)(row.channel)
    for person in people:
        if known.mandatory:
            ways[person.pk].add(Channel.PAGE)
        if not person.email or not is_email_set_up():
            ways[person.pk].discard(Channel.EMAIL)
    return ways


def choices_of(person: Any) -> list[tuple[Kind, dict[str, bool]]]:
    """Each kind with what the person wants of it, by way."""
    said = {
        (row.kind, row.channel): row.is_wanted
        for row in NotificationChoice.objects.filter(person=person)
    }
    return [
        (kind, {way: said.get((kind.name, way), way in kind.channels) for way in PERSONAL})
        for kind in all_kinds()
        if kind.channels  # what only ever goes to a group is nobody's choice
    ]


@transaction.atomic
def choose(*, actor: Any, chosen: Iterable[tuple[str, str]]) -> None:
    """Keep for the actor which kinds go by which ways: exactly these, of all that can be chosen.

    Only what departs from a kind's own ways is stored, so that a later change of those is followed.
    """
    picked = set(chosen)
    known = NotificationChoice.objects.filter(person=actor)
    before = {(row.kind, row.channel): row.is_wanted for row in known}
    rows = [
        NotificationChoice(person=actor, kind=kind.name, channel=way, is_wanted=is_wanted)
        for kind in all_kinds()
        for way in PERSONAL
        if (is_wanted := (kind.name, str(way)) in picked) != (way in kind.channels)
        and not (kind.mandatory and way == Channel.PAGE)
    ]
    known.delete()
    NotificationChoice.objects.bulk_create(rows)
    after = {(row.kind, row.channel): row.is_wanted for row in rows}
    if before != after:
        changes = {
            f"{kind} {way}": (before.get((kind, way)), after.get((kind, way)))
            for kind, way in sorted(before.keys() | after.keys())
            if before.get((kind, way)) != after.get((kind, way))
        }
        audit.record(actor=actor, verb=Event.MESSAGES_CHOSEN, subject=actor, changes=changes)
