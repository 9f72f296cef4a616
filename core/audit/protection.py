"""The triggers that keep the trail append-only on both databases, and other tables like it.

A migration puts them in place; models of other apps whose tables have them say
``IS_APPEND_ONLY = True``. A database that is flushed between tests lifts them for that
moment with ``lifted``; nothing else does.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.apps import apps

TABLES = ("core_auditentry", "core_auditseal")

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION core_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is append-only.' USING ERRCODE = 'restrict_violation';
END $$
"""


def protect(connection: Any, tables: Sequence[str] = TABLES) -> None:
    """Refuse update, delete and truncate on the tables, which are those of the trail."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for table in tables:
            for statement in _triggers(connection.vendor, table):
                cursor.execute(statement)


def unprotect(connection: Any, tables: Sequence[str] = TABLES) -> None:
    """Take the triggers away."""
    postgresql = connection.vendor == "postgresql"
    names = ("change", "truncate") if postgresql else ("update", "delete")
    with connection.cursor() as cursor:
        for table in tables:
            on = f" ON {table}" if postgresql else ""
            for name in names:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")


@contextmanager
def lifted(connection: Any) -> Iterator[None]:
    """Without the triggers for a moment, where their tables exist at all."""
    there = set(connection.introspection.table_names())
    tables = [table for table in protected_tables() if table in there]
    unprotect(connection, tables)
    try:
        yield
    finally:
        protect(connection, tables)


def protected_tables() -> list[str]:
    """Every table that is append-only in the database."""
    marked = [m._meta.db_table for m in apps.get_models() if getattr(m, "IS_APPEND_ONLY", False)]
    return [*TABLES, *marked]


def _triggers(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        events = [
            ("change", "BEFORE UPDATE OR DELETE", "ROW"),
            ("truncate", "BEFORE TRUNCATE", "STATEMENT"),
        ]
        return [
            f"CREATE TRIGGER {table}_{name} {when} ON {table} FOR EACH {each} "
            f"EXECUTE FUNCTION core_append_only()"
            for name, when, each in events
        ]
    return [
        f"CREATE TRIGGER {table}_{name} BEFORE {name.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only.'); END"
        for name in ("update", "delete")
    ]
