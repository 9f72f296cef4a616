"""Very many rows of plain values, inserted and changed at once."""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connections, models, router

from .statements import Values

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
NULL = "\x01"  # what COPY takes for no value; a text of just this would be one
_MISREAD = re.compile(r"[\\\n\r\x00]")
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
    cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN WITH (NULL E'\\x01')", stream)
    return stream.count


class _Lines(io.TextIOBase):
    """Rows as COPY reads them, made as they are asked for; ``same`` stands behind each."""

    def __init__(self, rows: Iterable[Values], same: Values = ()) -> None:
        self.rows = iter(rows)
        self.end = "".join(f"\t{_cell(value)}" for value in same) + "\n"
        self.rest = ""
        self.count = 0

    def read(self, size: int | None = -1) -> str:
        wanted = size if size and size > 0 else 1 << 30
        parts = [self.rest]
        length, end = len(self.rest), self.end
        for row in self.rows:
            line = _line(row, end)
            parts.append(line)
            length += len(line)
            self.count += 1
            if length >= wanted:
                break
        text = "".join(parts)
        self.rest = text[wanted:]
        return text[:wanted]


def _line(row: Values, end: str) -> str:
    """One row; most rows hold nothing that COPY would misread, and are joined at once."""
    line = "\t".join([value if type(value) is str else _text(value) for value in row])
    if _MISREAD.search(line) or line.count("\t") != len(row) - 1:
        line = "\t".join(map(_cell, row))
    return line + end


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
