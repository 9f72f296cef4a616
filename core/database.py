"""What differs between PostgreSQL and SQLite stands here and nowhere else."""

import zlib
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from django.db import connection, models


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


def share(row: models.Model) -> None:
    """Keep the row from being locked for a change until this transaction ends; many may at once."""
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        rows, values = (
            type(row)._base_manager.filter(pk=row.pk).values("pk").query.sql_with_params()
        )
        with connection.cursor() as cursor:
            cursor.execute(f"{rows} FOR SHARE", values)


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
