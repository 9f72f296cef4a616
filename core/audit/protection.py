"""The triggers that keep the trail append-only on both databases.

The migration puts them in place. A database that is flushed between tests lifts them for that
moment with ``lifted``; nothing else does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

TABLES = ("core_auditentry", "core_auditseal")

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION core_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is append-only.' USING ERRCODE = 'restrict_violation';
END $$
"""


def protect(connection: Any) -> None:
    """Refuse update, delete and truncate on the tables of the trail."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for table in TABLES:
            for statement in _triggers(connection.vendor, table):
                cursor.execute(statement)


def unprotect(connection: Any) -> None:
    """Take the triggers away."""
    postgresql = connection.vendor == "postgresql"
    names = ("change", "truncate") if postgresql else ("update", "delete")
    with connection.cursor() as cursor:
        for table in TABLES:
            on = f" ON {table}" if postgresql else ""
            for name in names:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")


@contextmanager
def lifted(connection: Any) -> Iterator[None]:
    """Without the triggers for a moment, where their tables exist at all."""
    if not set(TABLES) <= set(connection.introspection.table_names()):
        yield
        return
    unprotect(connection)
    try:
        yield
    finally:
        protect(connection)


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
