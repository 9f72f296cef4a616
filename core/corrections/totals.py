"""Errors by person and kind."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from core.models import Correction, ErrorKind


def totals(rows: QuerySet[Correction]) -> list[dict[str, Any]]:
    """A line for each person: how many of each kind, how many in all, how many still open."""
    counted = rows.order_by().values("made_by", "made_by__full_name", "kind")
    people: dict[Any, dict[str, Any]] = {}
    for each in counted.annotate(n=Count("pk"), n_open=Count("pk", Q(corrected_on=None))):
        line = people.setdefault(
            each["made_by"],
            {
                "person": each["made_by"],
                "name": each["made_by__full_name"] or "",
                "by_kind": dict.fromkeys(ErrorKind.values, 0),
                "total": 0,
                "open": 0,
            },
        )
        line["by_kind"][each["kind"]] += each["n"]
        line["total"] += each["n"]
        line["open"] += each["n_open"]
    return sorted(people.values(), key=lambda line: (-line["total"], line["name"]))
