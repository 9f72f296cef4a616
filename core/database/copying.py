"""Very many rows of plain values, inserted and changed at once."""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import connections, models, router

from .statements import Values

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
NULL = "\x01"  # what COPY takes for no value; a text of just this would be one
TOGETHER = 1_000  # rows
PORTION = 1 << 20  # characters
_REPEATED = frozenset({int, date, datetime, type(None)})
_MISREAD = re.compile(r"[\\\r\x00]")
_ESCAPES = str.maketrans(
    {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x00": "", NULL: ""}
)


def copy_rows(
    model: type[models.Model],
    fields: Sequence[str],
    rows: Iterable[Values],
    *,
    constants: Mapping[str, Any] | None = None,
) -> int:
    """Insert rows of plain values, in the order of ``fields``; returns how many.

    Defaults of the model are not applied: give every column that may not be null. ``constants``
    are the same in all rows.
    """
    same = tuple((constants or {}).values())
    fields = [*fields, *(constants or {})]
    found = [_field(model, name) for name in fields]
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in found)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            return _copy(cursor, table, columns, rows, same)
        if same:
            rows = ((*row, *same) for row in rows)
        marks = ", ".join(["%s"] * len(found))
        return _insert(
            cursor,
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608
            _prepared(found, rows, connection),
        )


def update_rows(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Values], *, key: str = "id"
) -> int:
    """Set ``fields`` of existing rows; each row of values begins with its key."""
    found = [_field(model, name) for name in (key, *fields)]
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = [quote(str(field.column)) for field in found]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = ", ".join(names)
            cursor.execute(
                f"CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT {columns} FROM {table} "  # noqa: S608
                "WITH NO DATA"
            )
            _copy(cursor, "incoming", columns, rows)
            settings = ", ".join(f"{name} = incoming.{name}" for name in names[1:])
            cursor.execute(
                f"UPDATE {table} SET {settings} FROM incoming "  # noqa: S608
                f"WHERE {table}.{names[0]} = incoming.{names[0]}"
            )
            written = cursor.rowcount
            cursor.execute("DROP TABLE incoming")
            return int(written)
        settings = ", ".join(f"{name} = %s" for name in names[1:])
        statement = f"UPDATE {table} SET {settings} WHERE {names[0]} = %s"  # noqa: S608
        turned = ((*values[1:], values[0]) for values in _prepared(found, rows, connection))
        return _insert(cursor, statement, turned)


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def _prepared(fields: list[Any], rows: Iterable[Values], connection: Any) -> Iterator[list[Any]]:
    prepare = [field.get_db_prep_save for field in fields]
    for row in rows:
        yield [
            prepared(value, connection=connection)
            for prepared, value in zip(prepare, row, strict=True)
        ]


def _insert(cursor: Any, statement: str, rows: Iterable[Values]) -> int:
    prepared = list(rows)
    if prepared:
        cursor.executemany(statement, prepared)
    return len(prepared)


def _copy(cursor: Any, table: str, columns: str, rows: Iterable[Values], same: Values = ()) -> int:
    stream = _Lines(rows, same)
    copy = f"COPY {table} ({columns}) FROM STDIN WITH (NULL E'\\x01')"
    cursor.copy_expert(copy, stream, PORTION)
    return stream.count


class _Lines(io.TextIOBase):
    """Rows as COPY reads them, made as they are asked for; ``same`` stands behind each."""

    def __init__(self, rows: Iterable[Values], same: Values = ()) -> None:
        self.rows = iter(rows)
        self.end = "".join(f"\t{_cell(value)}" for value in same) + "\n"
        self.rest = ""
        self.count = 0

    def read(self, size: int | None = -1) -> str:
        wanted = size if size and size > 0 else 1 << 62
        parts, length = [self.rest], len(self.rest)
        while length < wanted and (rows := list(islice(self.rows, TOGETHER))):
            part = self.end.join([*_lines(rows), ""])
            parts.append(part)
            length += len(part)
            self.count += len(rows)
        text = "".join(parts)
        self.rest = text[wanted:]
        return text[:wanted]


def _lines(rows: list[Values]) -> list[str]:
    """Each row as a line, made column by column; rows that COPY would misread, cell by cell."""
    lines = list(map("\t".join, zip(*map(_texts, zip(*rows, strict=True)), strict=True)))
    whole = "\n".join(lines)
    breaks, tabs = len(rows) - 1, len(rows) * (len(rows[0]) - 1)
    if _MISREAD.search(whole) or whole.count("\n") != breaks or whole.count("\t") != tabs:
        return ["\t".join(map(_cell, row)) for row in rows]
    return lines


def _texts(values: Values) -> Iterable[str]:
    """The cells of a column; days, instants and keys repeat: each is put into words once."""
    kinds = set(map(type, values))
    if kinds == {str}:
        return values
    if kinds == {int}:
        return map(str, values)
    if kinds <= {str, type(None)}:
        return [NULL if value is None else value for value in values]
    if kinds <= _REPEATED or kinds <= {bool, type(None)}:
        return map({value: _text(value) for value in set(values)}.__getitem__, values)
    return [value if type(value) is str else _text(value) for value in values]


def _cell(value: Any) -> str:
    return NULL if value is None else _escaped(value)


def _escaped(value: Any) -> str:
    return (value if type(value) is str else _text(value)).translate(_ESCAPES)


def _text(value: Any) -> str:
    kind = type(value)
    if value is None:
        return NULL
    if kind is bool:
        return "t" if value else "f"
    if kind is dict or kind is list:
        return _json(value)
    return value.isoformat(" ") if kind is datetime else str(value)
