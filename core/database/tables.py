"""Indexes, statistics and checks of whole tables."""

from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError, connection, transaction


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
