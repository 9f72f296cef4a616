"""What the kernel asks about people, and the app that knows them answers."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from .hooks import Hook

# Run with ``user``: each receiver answers the people this person watches over.
watched = Hook("core.people_watched")
# Run with ``people``, ``from_on`` and ``to_on``: each receiver answers their absences.
absent = Hook("core.people_absent")


class Absence(NamedTuple):
    """Somebody is away from day to day, both included, and who stands in."""

    person: int
    deputy: int
    from_on: date
    to_on: date


def watched_by(user: Any) -> QuerySet[Any]:
    """The people whose duties this person may see and chase."""
    found = get_user_model()._default_manager.none()
    for rows in watched.run(user=user):
        found = found | rows
    return found.values("pk")


def absences(people: Iterable[int], from_on: date, to_on: date) -> Mapping[int, list[Absence]]:
    """Who of them is away in these days."""
    found: dict[int, list[Absence]] = {}
    for answer in absent.run(people=set(people), from_on=from_on, to_on=to_on):
        for absence in answer:
            found.setdefault(absence.person, []).append(absence)
    return found
