"""Rows as JSON: the list's own filters, order, scope and secrets."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from core.ui.lists import RecordList

from .nouns import Noun

PAGE, LARGEST_PAGE = 50, 200


class Rows:
    """A noun as one person reads it under the conditions of one URL."""

    def __init__(
        self,
        noun: Noun,
        *,
        user: Any,
        today: datetime.date,
        params: Mapping[str, Sequence[str]] | None = None,
        limit: int = PAGE,
    ) -> None:
        given = {key: list(values) for key, values in (params or {}).items()}
        self.noun = noun
        self.listing: RecordList = noun.list_class(user=user, today=today, params=given)
        self.listing.page_size = limit  # type: ignore[misc]
        self.columns = noun.columns(self.listing)
        self.paths = {"id": "pk", **noun.ids, **{c.key: c.path for c in self.columns}}
        self.listing.shown = self.columns
        own = list(dict.fromkeys([*self.listing.paths, *self.paths.values()]))
        self.listing.paths = own

    def page(self) -> dict[str, Any]:
        """One page, and the place after it."""
        rows = self.listing.rows
        return {"items": [self._row(row) for row in rows.values], "next": rows.after or None}

    def one(self, pk: int) -> dict[str, Any] | None:
        """The row of a record, ``None`` where the person sees none."""
        listing = self.listing
        rows = listing.with_expressions(listing.rows_for().filter(pk=pk), listing.paths)
        found = rows.values_list(*listing.paths).first()
        return None if found is None else self._row(found)

    def _row(self, row: tuple[Any, ...]) -> dict[str, Any]:
        place = {path: at for at, path in enumerate(self.listing.paths)}
        return {key: row[place[path]] for key, path in self.paths.items()}
