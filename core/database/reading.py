"""Very many rows, read column by column."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction

from .copying import NULL
from .statements import Values

PORTION = 1 << 20  # bytes
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}

Reader = Callable[[str], Any]


def columns_of(rows: Any, fields: Sequence[Any], size: int) -> Iterator[list[Values]]:
    """What a ``values_list`` of these fields finds, ``size`` rows at a time, column by column.

    Decimals are floats. PostgreSQL writes all of it into a scratch file, whose text is split and
    turned a column at a time: half of what the driver takes for as many rows.
    """
    readers = [_reader(field) for field in fields]
    if connection.vendor == "postgresql" and None not in readers:
        with tempfile.TemporaryFile(buffering=PORTION) as file:
            if _copy_out(rows, file):
                yield from _read(file, readers, size)
        return
    decimals = [isinstance(field, models.DecimalField) for field in fields]
    for chunk in in_columns(rows.iterator(chunk_size=2 * size), size):
        columns = zip(decimals, chunk, strict=True)
        yield [_floats(values) if is_decimal else values for is_decimal, values in columns]


def in_columns(rows: Iterable[Values], size: int) -> Iterator[list[Values]]:
    """The rows so many at a time, turned into columns."""
    stream = iter(rows)
    while chunk := list(islice(stream, size)):
        yield list(zip(*chunk, strict=True))


def _floats(values: Values) -> Values:
    return [None if value is None else float(value) for value in values]


def _copy_out(rows: Any, file: IO[bytes]) -> bool:
    """Write the rows as lines; False where none can be found.

    As for a cursor, an order that an index keeps is taken from it: sorting wide rows costs more.
    """
    try:
        statement, values = rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")
        asked = cursor.mogrify(statement, values)
        cursor.copy_expert(b"COPY (%b) TO STDOUT (NULL E'\\x01')" % asked, file, PORTION)
        cursor.execute("SET LOCAL enable_sort = DEFAULT")
    file.seek(0)
    return True


def _read(file: IO[bytes], readers: Sequence[Any], size: int) -> Iterator[list[Values]]:
    width = len(readers)
    while lines := list(islice(file, size)):
        text = b"".join(lines).decode()
        cells = text.replace("\n", "\t").split("\t")
        if "\\" in text:
            cells = [_unescaped(cell) if "\\" in cell else cell for cell in cells]
        has_none = NULL in text
        yield [
            _turned(reader, cells[place:-1:width], has_none=has_none)
            for place, reader in enumerate(readers)
        ]


def _turned(reader: Reader, cells: list[str], *, has_none: bool) -> Values:
    if has_none and NULL in cells:
        return [None if cell == NULL else reader(cell) for cell in cells]
    return cells if reader is str else list(map(reader, cells))


def _unescaped(cell: str) -> str:
    return _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), cell)


class _Days(dict[str, date]):
    """Few days stand in very many rows: each is read once."""

    def __missing__(self, text: str) -> date:
        day = self[text] = date.fromisoformat(text)
        return day


def _reader(field: Any) -> Reader | None:
    """What makes a value of its text; None where that is not known."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    for kinds, reader in _READERS:
        if isinstance(field, kinds):
            return _Days().__getitem__ if reader is date else reader
    return None


def _is_true(text: str) -> bool:
    return text == "t"


_READERS: Iterable[tuple[Any, Any]] = (
    (models.DecimalField, float),
    (models.IntegerField, int),
    ((models.CharField, models.TextField), str),
    (models.DateTimeField, datetime.fromisoformat),  # before the day, which it is one of
    (models.DateField, date),
    (models.BooleanField, _is_true),
)
