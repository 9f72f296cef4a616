"""What differs between PostgreSQL and SQLite stands here and nowhere else."""

import io
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import (
    DatabaseError,
    IntegrityError,
    connection,
    connections,
    models,
    router,
    transaction,
)
from django.db.models.fields.related import ForeignObject
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.functions import Cast

Values = Sequence[Any]

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
NULL = "\x01"  # what COPY takes for no value; a text of just this would be one
_MISREAD = re.compile(r"[\\\n\r\x00]")
_ESCAPES = str.maketrans(
    {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x00": "", NULL: ""}
)


def exclusive(name: str) -> None:
    """Let one transaction at a time do the named work; held until this one ends.

    SQLite's writing transactions exclude each other anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])


def exact(places: int) -> Callable[[Decimal], Decimal]:
    """What makes a sum exact again: SQLite adds in floating point, PostgreSQL in decimals."""
    if connection.vendor == "postgresql":
        return lambda value: value
    step = Decimal(1).scaleb(-places)
    return lambda value: value.quantize(step, rounding=ROUND_HALF_UP)


def ask(statement: str, values: Values) -> list[Values]:
    """The rows of a statement written by hand, for what is asked on every order's way.

    Building such a query through the ORM costs more than the database needs to answer it.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def marks(values: Iterable[Any]) -> str:
    """As many placeholders as there are values, for a list in a statement written by hand."""
    return ", ".join("%s" for _value in values)


def sum_of(value: Any, places: int) -> Decimal:
    """A sum as the database gave it, exact on both; none is zero."""
    return exact(places)(Decimal(value or 0))


def as_digits(path: str) -> Cast | str:
    """A decimal as the text of its digits, which is what costs least to fetch in great number.

    SQLite, which keeps decimals in floating point, gives the decimal itself.
    """
    return Cast(path, models.TextField()) if connection.vendor == "postgresql" else path


@ForeignObject.register_lookup
class Among(RelatedIn):
    """``customer__among=rows``: as ``in``, but PostgreSQL finds the rows first.

    Beside an OR it then combines the indexes of both sides, where ``IN`` reads the whole table.
    """

    lookup_name = "among"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        if connection.vendor == "postgresql":
            return f"= ANY(ARRAY{rhs})"
        return super().get_rhs_op(connection, rhs)


def is_taken(error: IntegrityError) -> bool:
    """Whether the database refused a second row of what may be there once."""
    code = getattr(error.__cause__, "pgcode", None)
    return code == "23505" or str(error).startswith("UNIQUE constraint failed")


def share(row: models.Model) -> None:
    """Keep the row from being locked for a change until this transaction ends; many may at once."""
    _share(type(row)._base_manager.filter(pk=row.pk), "FOR SHARE")


def keep(rows: models.QuerySet[Any]) -> None:
    """Wait for whoever holds the rows whole, and keep them from being held so until this ends.

    It is the lock that a foreign key takes when it is written, taken before other rows are locked.
    """
    _share(rows, "FOR KEY SHARE")


def _share(rows: models.QuerySet[Any], strength: str) -> None:
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        statement, values = rows.order_by("pk").values("pk").query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"{statement} {strength}", values)


def trigram_indexes(connection: Any, wanted: Sequence[tuple[str, str]]) -> int | None:
    """Index what stands inside these (table, column), upper case, where the server can.

    Says how many were made; ``None`` when the server has no pg_trgm and lets us not create it.
    """
    if connection.vendor != "postgresql":
        return 0
    there = set(connection.introspection.table_names())
    names = {f"{table}_{column}_trgm"[:63]: (table, column) for table, column in wanted}
    quote, made = connection.ops.quote_name, 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE %s", ["%_trgm"])
        known = {row[0] for row in cursor.fetchall()}
        missing = [(n, at) for n, at in names.items() if n not in known and at[0] in there]
        try:
            with transaction.atomic(using=connection.alias):
                if missing:
                    cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except DatabaseError:
            return None
        for name, (table, column) in missing:
            inside = f"UPPER({quote(column)}::text) gin_trgm_ops"
            cursor.execute(f"CREATE INDEX {quote(name)} ON {quote(table)} USING gin ({inside})")
            made += 1
    return made


def settle(model: type[models.Model], seconds: int) -> None:
    """Wait until no insert into the table is under way, at most that long (OperationalError).

    PostgreSQL hands out ids before commit: a row in flight may have a lower id than a visible one.
    """
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{int(seconds)}s'")
            cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
            cursor.execute("SET LOCAL lock_timeout = DEFAULT")


def count_rows() -> None:
    """Let the database's planner know what lies in the tables, after very many rows came at once.

    Without it the first questions are planned as if the tables were empty.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def trust_rows(*, trusted: bool = True) -> None:
    """Skip the look-up of each foreign key until this transaction ends, where the database lets us.

    Only for rows made here, whose keys are known to exist; PostgreSQL allows it to its owner.
    """
    if connection.vendor != "postgresql":
        return
    role = "replica" if trusted else "origin"
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute(f"SET LOCAL session_replication_role = {role}")


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
    if constants:
        fields, same = [*fields, *constants], tuple(constants.values())
        rows = ((*row, *same) for row in rows)
    found = [_field(model, name) for name in fields]
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in found)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            return _copy(cursor, table, columns, rows)
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


def _copy(cursor: Any, table: str, columns: str, rows: Iterable[Values]) -> int:
    stream = _Lines(rows)
    cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN WITH (NULL E'\\x01')", stream)
    return stream.count


class _Lines(io.TextIOBase):
    """Rows as COPY reads them, made as they are asked for."""

    def __init__(self, rows: Iterable[Values]) -> None:
        self.rows = iter(rows)
        self.rest = ""
        self.count = 0

    def read(self, size: int | None = -1) -> str:
        wanted = size if size and size > 0 else 1 << 30
        parts = [self.rest]
        length = len(self.rest)
        while length < wanted:
            row = next(self.rows, None)
            if row is None:
                break
            line = _line(row)
            parts.append(line)
            length += len(line)
            self.count += 1
        text = "".join(parts)
        self.rest = text[wanted:]
        return text[:wanted]


def _line(row: Values) -> str:
    """One row; most rows hold nothing that COPY would misread, and are joined at once."""
    line = "\t".join([value if type(value) is str else _text(value) for value in row])
    if _MISREAD.search(line) or line.count("\t") != len(row) - 1:
        line = "\t".join([NULL if value is None else _escaped(value) for value in row])
    return line + "\n"


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
