"""How an export of many rows is read at the least cost: fewer joins, fewer objects.

Decimals come as floats; a name out of a small table (customers, products, people) is read once
and not once a row.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from math import hypot
from typing import TYPE_CHECKING, Any

from django.db.models import DecimalField, Model, TextField

from core.database import as_digits, columns_of, in_columns
from core.excel.cells import LARGEST_EXACT, Ready, as_text

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
    found: list[tuple[type[list[Any]], dict[Any, Any]]] = field(default_factory=list)

    def through(self, place: int, keys: Values) -> Values:
        """The wanted value at ``place`` for each key."""
        if not self.found:
            rows = list(self.model._base_manager.values_list("pk", *self.wanted))
            by_place = ({row[0]: row[n + 1] for row in rows} for n in range(len(self.wanted)))
            self.found = list(map(_fit, by_place))
        made, found = self.found[place]
        return made(map(found.get, keys))


def _fit(found: dict[Any, Any]) -> tuple[type[list[Any]], dict[Any, Any]]:
    """Texts are made fit for a cell here, once and not once a row."""
    if set(map(type, found.values())) <= {str, type(None)}:
        return Ready, {key: as_text(text) if text else text for key, text in found.items()}
    return list, found


@dataclass
class Fetch:
    """What is read of the database, each once, and what makes the values of the paths of it."""

    taken: list[Any] = field(default_factory=list)
    fields: list[Any] = field(default_factory=list)
    made: list[tuple[int, Made | None]] = field(default_factory=list)

    def add(self, key: Any, output: Any, make: Made | None) -> None:
        """One more path, made of what is read by the key."""
        if key not in self.taken:
            self.taken.append(key)
            self.fields.append(output)
        self.made.append((self.taken.index(key), make))

    def columns(self, read: list[Values]) -> list[Values]:
        """The values of the paths."""
        return [read[place] if make is None else make(read[place]) for place, make in self.made]


def plainly(rows: Any, paths: Sequence[str], size: int) -> Iterator[list[Values]]:
    """The values of the paths as they are, so many rows at a time, column by column."""
    return in_columns(rows.values_list(*paths).iterator(chunk_size=2 * size), size)


def cheaply(
    listing: "RecordList", rows: Any, paths: Sequence[str], size: int
) -> Iterator[list[Values]]:
    """The same with floats for decimals; ``Inexact`` is raised where one is too long."""
    numbers = _numbers(listing)
    small: dict[str, Names | None] = {}
    fetch = Fetch()
    for path in paths:
        output = listing.output_field(rows, path)
        if isinstance(output, DecimalField) and path in numbers:
            fetch.add(path, output, exact)
        elif isinstance(output, DecimalField):
            fetch.add(as_digits(path), TextField(), decimals)
        elif path in rows.query.annotations:
            fetch.add(path, output, None)
        else:
            fetch.add(*(_by_name(listing.model, path, small) or (path, output, None)))
    for read in columns_of(rows.values_list(*fetch.taken), fetch.fields, size):
        yield fetch.columns(read)


def _by_name(
    model: type[Model], path: str, small: dict[str, Names | None]
) -> tuple[str, Any, Made] | None:
    """The key of the first small table on the path, its field, and what makes the value of it."""
    steps = path.split("__")
    for length in range(1, len(steps)):
        relation = "__".join(steps[:length])
        if relation not in small:
            small[relation] = _small(model, relation)
        names = small[relation]
        if names is not None:
            names.wanted.append("__".join(steps[length:]))
            key = names.model._meta.pk
            return f"{relation}_id", key, partial(names.through, len(names.wanted) - 1)
    return None


def _small(model: type[Model], relation: str) -> Names | None:
    target = getattr(field_of(model, relation)[0], "related_model", None)
    if target is None or target._meta.pk is None:
        return None
    found = target._base_manager.values("pk")[: SMALL_TABLE + 1].count()
    return Names(target) if found <= SMALL_TABLE else None


def _numbers(listing: "RecordList") -> set[str]:
    """The paths that are nothing but a number in this sheet."""
    numbers = {c.path for c in listing.shown if c.kind in NUMERIC}
    numbers -= {p for c in listing.shown if c.kind == "bars" for p in c.paths}
    return numbers - {c.path for c in listing.shown if c.kind not in NUMERIC}


class Inexact(Exception):
    """A decimal of more digits than a float holds."""


def exact(values: Values) -> Ready:
    """The floats as they are, unless the number of one of them is longer.

    None of them is larger than all together are long, which is found fastest.
    """
    there = list(filter(None, values))
    if hypot(*there) < LARGEST_EXACT or max(map(abs, there)) < LARGEST_EXACT:
        return Ready(values)
    raise Inexact


def decimals(values: Values) -> Values:
    """Decimals of their digits."""
    return [None if value is None else Decimal(value) for value in values]
