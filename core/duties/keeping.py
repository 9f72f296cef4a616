"""Bringing the table in step with what the apps say is due."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from core.clock import business_date
from core.models import Duty
from core.people import Absence, absences

from .kinds import Kind, Owed, all_kinds
from .lateness import deputy_on, late_days


def refresh(at: datetime) -> int:
    """Ask every app what is due and write it down; how many duties are open.

    New ones are added, changed ones follow, those no longer named are done as of ``at``. Running
    it again changes nothing.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return sum(_keep(kind, at) for kind in all_kinds())


@transaction.atomic
def _keep(kind: Kind, at: datetime) -> int:
    owed = {(each.person, each.key): each for each in kind.owed(at)}
    rows = Duty.objects.open().filter(kind=kind.name).select_for_update()
    open_rows = {(row.person_id, row.key): row for row in rows}
    away = _away(owed, at)
    done = [row.pk for place, row in open_rows.items() if place not in owed]
    Duty.objects.filter(pk__in=done).update(done_at=at)
    changed, new = [], []
    for place, each in owed.items():
        facts = _facts(each, at, away)
        row = open_rows.get(place)
        if row is None:
            new.append(
                Duty(kind=kind.name, key=each.key, person_id=each.person, noticed_at=at, **facts)
            )
        elif any(getattr(row, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(row, name, value)
            changed.append(row)
    Duty.objects.bulk_update(changed, ["title", "url", "due_at", "late_days", "deputy"], 500)
    Duty.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    return len(owed)


def _away(owed: Mapping[Any, Owed], at: datetime) -> Mapping[int, list[Absence]]:
    if not owed:
        return {}
    first = min(at, *(each.due_at for each in owed.values()))
    return absences(
        {each.person for each in owed.values()}, business_date(first), business_date(at)
    )


def _facts(each: Owed, at: datetime, away: Mapping[int, list[Absence]]) -> dict[str, Any]:
    mine = away.get(each.person, [])
    return {
        "title": each.title[:200],
        "url": each.url,
        "due_at": each.due_at,
        "late_days": late_days(each.due_at, at, mine),
        "deputy_id": deputy_on(business_date(at), mine),
    }
