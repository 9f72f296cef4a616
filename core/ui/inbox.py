"""What waits for a person, from every app that has something to ask."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import Sentence


@dataclass(frozen=True)
class Row:
    """One thing that waits; ``count`` above 1 stands for a list of them."""

    text: Sentence
    url: str
    count: int = 1
    due_on: datetime.date | None = None
    note: Sentence = ""


Provider = Callable[[Any], Sequence[Row]]
_providers: dict[str, tuple[Sentence, Provider]] = {}


def provider(key: str, label: Sentence, rows: Provider) -> None:
    """Ask this function what waits for a person, under this heading."""
    _providers[key] = (label, rows)


def groups_of(user: Any) -> list[dict[str, Any]]:
    """The headings under which something waits, the earliest due first."""
    made = []
    for key, (label, rows_of) in _providers.items():
        rows = [row for row in rows_of(user) if row.count]
        if rows:
            rows.sort(key=lambda row: row.due_on or datetime.date.max)
            count = sum(row.count for row in rows)
            made.append({"key": key, "label": label, "rows": rows, "count": count})
    return sorted(made, key=lambda group: group["rows"][0].due_on or datetime.date.max)


def count_for(user: Any) -> int:
    """How much waits in all."""
    return sum(group["count"] for group in groups_of(user))
