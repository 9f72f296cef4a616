"""Indexes, statistics and checks of whole tables."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, models, transaction

# The indexes that no constraint stands on.
_FREE_INDEXES = """
SELECT shown.indexname, shown.indexdef
FROM pg_indexes shown
JOIN pg_class named ON named.relname = shown.indexname
    AND named.relnamespace = shown.schemaname::regnamespace
WHERE shown.schemaname = current_schema() AND shown.tablename = ANY(%s)
    AND NOT EXISTS (SELECT FROM pg_constraint held WHERE held.conindid = named.oid)
ORDER BY shown.indexname
"""


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


@contextmanager
def loading(rooms: Iterable[type[models.Model]]) -> Iterator[None]:
    """Take very many rows into the tables of these models, inside a transaction.

    PostgreSQL builds the indexes once at the end instead of row by row, and skips the look-up of
    each foreign key where it lets us (a superuser): only for rows whose keys are known to exist.
    Refuses to run outside a transaction, whose roll-back is what gives the indexes back.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Masses of rows come in a transaction.")
    if connection.vendor != "postgresql":
        yield
        return
    tables = [model._meta.db_table for model in rooms]
    with connection.cursor() as cursor:
        cursor.execute(_FREE_INDEXES, [tables])
        found = cursor.fetchall()
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        is_trusted = cursor.fetchone()[0]
        if is_trusted:
            cursor.execute("SET LOCAL session_replication_role = replica")
        for name, _definition in found:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    with connection.cursor() as cursor:
        if is_trusted:
            cursor.execute("SET LOCAL session_replication_role = origin")
        else:
            connection.check_constraints()
        cursor.execute("SHOW maintenance_work_mem")
        before = cursor.fetchone()[0]
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for _name, definition in found:
            cursor.execute(definition)
        cursor.execute(f"SET LOCAL maintenance_work_mem = '{before}'")
