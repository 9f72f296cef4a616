"""How an export of many rows is read at the least cost: fewer joins, fewer objects.

Decimals come as digits and become floats; a name out of a small table (customers, products,
people) is read once and not once a row.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import DecimalField, Model

from core.database import as_digits
from core.excel.cells import LARGEST_EXACT

from .columns import NUMERIC, field_of

if TYPE_CHECKING:
    from .record_list import RecordList

Values = Sequence[Any]
Made = Callable[[Values], Values]
SMALL_TABLE = 20_000


@dataclass
class Names:
    """What is wanted of the rows of a small table; read when first asked for.

    By then the rows of the export are chosen, so none of them names a row that is missing here.
    """

    model: type[Model]
    wanted: list[str] = field(default_factory=list)
    found: list[dict[Any, Any]] = field(default_factory=list)

    def through(self, place: int, keys: Values) -> Values:
        """The wanted value at ``place`` for each key."""
        if not self.found:
            rows = list(self.model._base_manager.values_list("pk", *self.wanted))
            self.found = [{row[0]: row[n] for row in rows} for n in range(1, len(self.wanted) + 1)]
        return list(map(self.found[place].get, keys))


@dataclass
class Fetch:
    """What is read of the database, each once, and what makes the values of the paths of it."""

    taken: list[Any] = field(default_factory=list)
    made: list[tuple[int, Made | None]] = field(default_factory=list)

    def add(self, key: Any, make: Made | None) -> None:
        """One more path, made of what is read by the key."""
        if key not in self.taken:
            self.taken.append(key)
        self.made.append((self.taken.index(key), make))

    def columns(self, rows: Iterable[tuple[Any, ...]]) -> list[Values]:
        """The values of the paths, column by column."""
        read = list(zip(*rows, strict=True))
        return [read[place] if make is None else make(read[place]) for place, make in self.made]


def plainly(paths: Sequence[str]) -> Fetch:
    """Everything as it is."""
    fetch = Fetch()
    for path in paths:
        fetch.add(path, None)
    return fetch


def cheaply(listing: "RecordList", rows: Any, paths: Sequence[str]) -> Fetch:
    """The same values, decimals as floats wherever those are exact to 15 digits."""
    decimals = _decimals(listing, rows)
    small: dict[str, Names | None] = {}
    fetch = Fetch()
    for path in paths:
        key: Any = path
        make: Made | None = None
        if path in decimals:
            key, make = as_digits(path), floats
        elif path not in rows.query.annotations:
            key, make = _by_name(listing.model, path, small) or (path, None)
        fetch.add(key, make)
    return fetch


def _by_name(
    model: type[Model], path: str, small: dict[str, Names | None]
) -> tuple[str, Made] | None:
    """The key of the first small table on the path, and what turns keys into the value."""
    steps = path.split("__")
    for length in range(1, len(steps)):
        relation = "__".join(steps[:length])
        if relation not in small:
            small[relation] = _small(model, relation)
        names = small[relation]
        if names is not None:
            names.wanted.append("__".join(steps[length:]))
            return f"{relation}_id", partial(names.through, len(names.wanted) - 1)
    return None


def _small(model: type[Model], relation: str) -> Names | None:
    target = getattr(field_of(model, relation)[0], "related_model", None)
    if target is None or target._meta.pk is None:
        return None
    found = target._base_manager.values("pk")[: SMALL_TABLE + 1].count()
    return Names(target) if found <= SMALL_TABLE else None


def _decimals(listing: "RecordList", rows: Any) -> set[str]:
    """The paths that are nothing but decimal numbers in this sheet."""
    wanted = {c.path for c in listing.shown if c.kind in NUMERIC}
    wanted -= {p for c in listing.shown if c.kind == "bars" for p in c.paths}
    wanted -= {c.path for c in listing.shown if c.kind not in NUMERIC}
    return {p for p in wanted if isinstance(listing.output_field(rows, p), DecimalField)}


def floats(values: Values) -> Values:
    """Floats of decimals or their digits; decimals where a float could not hold one of them."""
    if None in values:
        made: Values = [None if value is None else float(value) for value in values]
        there: Values = [value for value in made if value is not None] or [0]
    else:
        made = there = list(map(float, values))
    if min(there) > -LARGEST_EXACT and max(there) < LARGEST_EXACT:
        return made
    return [None if value is None else Decimal(value) for value in values]
