"""What differs between PostgreSQL and SQLite stands here and nowhere else."""

import zlib
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from django.db import connection


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
