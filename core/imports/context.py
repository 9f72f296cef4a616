"""What a ledger's hooks need to know besides the rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from .row import Row


@dataclass
class ImportContext:
    """Who brings the rows in, when, and how; ``cache`` is carried from check to write."""

    actor: Any
    at: datetime
    on: date
    batch: Any
    is_historical: bool = False
    group_by: Sequence[str] = ()
    cache: dict[str, Any] = field(default_factory=dict)

    def documents(self, rows: list[Row]) -> dict[tuple[Any, ...], list[Row]]:
        """The rows of each document, in the order of the file."""
        found: dict[tuple[Any, ...], list[Row]] = {}
        for row in rows:
            found.setdefault(tuple(row.values.get(name) for name in self.group_by), []).append(row)
        return found
