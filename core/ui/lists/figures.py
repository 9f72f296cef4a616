"""Figures of a list's whole filter: how many rows there are, and their sums."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from .columns import Column

if TYPE_CHECKING:
    from collections.abc import Iterable

COUNT_LIMIT = 10_000
# So that a figure never hides the field it is made of.
PREFIX, LEAST, MOST = "sum_", "least_", "most_"


class Figured:
    """What a list says of all its rows, beyond those of the page."""

    counted: ClassVar[Q | None]
    shown: list[Column]
    conditions: Sequence[Any]

    if TYPE_CHECKING:

        @property
        def matching(self) -> QuerySet: ...
        def one(self, key: str) -> str: ...
        def with_expressions(self, rows: QuerySet, paths: Iterable[str]) -> QuerySet: ...

    @cached_property
    def _counted_rows(self) -> tuple[int, bool]:
        return _capped(self.matching.values("pk")[: COUNT_LIMIT + 1].count())

    def count(self) -> tuple[int, bool]:
        """How many rows, and whether there are more than are counted."""
        return self._counted_rows

    def exact_count(self) -> int:
        """All of them, however many."""
        return self.matching.count()

    def totals(self) -> dict[str, Any]:
        """The sums of the whole filter by column key; ``None`` where they would mix units."""
        sums = self._sums()
        return self._by_key(self._summed().aggregate(**sums)) if sums else {}

    def count_and_totals(self) -> tuple[int, bool, dict[str, Any] | None]:
        """Both; the sums of more rows than are counted are ``None``.

        What somebody narrowed is rarely long: it is counted and added up in one statement. All
        the rows of a long table are only counted.
        """
        sums = self._sums()
        is_narrowed = bool(self.conditions) or bool(self.one("q"))
        if not sums or not is_narrowed or "_counted_rows" in self.__dict__:
            count, more = self.count()
            return count, more, None if more else self.totals() if count else {}
        found = self._summed()[: COUNT_LIMIT + 1].aggregate(how_many=Count("pk"), **sums)
        count, more = self._counted_rows = _capped(found.pop("how_many"))
        return count, more, None if more else self._by_key(found)

    @cached_property
    def mixed(self) -> frozenset[str]:
        """What columns are added up within, and the rows of the filter do not agree on."""
        if not self._within:
            return frozenset()
        rows = self.with_expressions(self.matching, self._within)
        return self._disagreed(rows.aggregate(**self._bounds()))

    @property
    def _within(self) -> list[str]:
        """Distinct paths, in the order of their columns."""
        return list(dict.fromkeys(c.within for c in self.shown if c.total and c.within))

    def _bounds(self) -> dict[str, Any]:
        """Rows agree where the least of them is the most; cheaper than counting what is there."""
        least = {f"{LEAST}{path}": Min(path, filter=self.counted) for path in self._within}
        return least | {f"{MOST}{path}": Max(path, filter=self.counted) for path in self._within}

    def _disagreed(self, found: dict[str, Any]) -> frozenset[str]:
        return frozenset(p for p in self._within if found[f"{LEAST}{p}"] != found[f"{MOST}{p}"])

    def _sums(self) -> dict[str, Any]:
        sums = {f"{PREFIX}{c.key}": Sum(c.path, filter=self.counted) for c in self._totalled}
        return sums | self._bounds()

    @property
    def _totalled(self) -> list[Column]:
        return [column for column in self.shown if column.total]

    def _summed(self) -> QuerySet:
        paths = [column.path for column in self._totalled]
        return self.with_expressions(self.matching, [*paths, *self._within])

    def _by_key(self, found: dict[str, Any]) -> dict[str, Any]:
        mixed = self.__dict__["mixed"] = self._disagreed(found)
        return {
            column.key: None if column.within in mixed else found[f"{PREFIX}{column.key}"]
            for column in self._totalled
        }


def _capped(found: int) -> tuple[int, bool]:
    return min(found, COUNT_LIMIT), found > COUNT_LIMIT
