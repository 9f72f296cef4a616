"""Who may write at a time."""

import zlib
from typing import Any

from django.db import connection, models


def exclusive(name: str) -> None:
    """Let one transaction at a time do the named work; held until this one ends.

    SQLite's writing transactions exclude each other anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])


def for_share() -> str:
    """The end of a statement written by hand, which keeps its rows from being locked for a change.

    It holds until the transaction ends; many may hold the same rows.
    """
    return _strength("FOR SHARE")


def for_key_share() -> str:
    """The same as ``keep`` does."""
    return _strength("FOR KEY SHARE")


def _strength(words: str) -> str:
    return words if connection.vendor == "postgresql" and connection.in_atomic_block else ""


def keep(rows: models.QuerySet[Any]) -> None:
    """Wait for whoever holds the rows whole, and keep them from being held so until this ends.

    It is the lock that a foreign key takes when it is written, taken before other rows are locked.
    """
    if strength := for_key_share():
        statement, values = rows.order_by("pk").values("pk").query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"{statement} {strength}", values)


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
