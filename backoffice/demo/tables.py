"""Rows written in bulk: the columns that vary are given, the others take the model's default."""

from collections.abc import Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from core.database import copy_rows


class Table:
    """Rows of one model with keys of their own, written by COPY."""

    def __init__(self, model: type[models.Model], columns: str) -> None:
        self.model = model
        self.columns = ["id", *columns.split()]
        named = {self._column(name) for name in self.columns}
        rest = [f for f in model._meta.concrete_fields if f.attname not in named]
        given = [(f.name, _default(f)) for f in rest]
        given = [(name, value) for name, value in given if value is not None]
        self.constants = dict(given)
        last = model._default_manager.aggregate(last=models.Max("pk"))["last"]
        self.last = int(last or 0)
        self.rows: list[tuple[Any, ...]] = []

    def _column(self, name: str) -> str:
        return str(getattr(self.model._meta.get_field(name), "attname", name))

    def add(self, *values: Any) -> int:
        """Keep a row; returns its key."""
        self.last += 1
        self.rows.append((self.last, *values))
        return self.last

    def take(self) -> list[tuple[Any, ...]]:
        """What was kept; nothing is kept of it any more."""
        rows, self.rows = self.rows, []
        return rows

    def write(self, rows: list[tuple[Any, ...]]) -> None:
        """Write rows that were kept."""
        if rows:
            copy_rows(self.model, self.columns, rows, constants=self.constants)


def _default(field: Any) -> Any:
    value = field.get_default()
    return getattr(value, "value", value)


def reset_sequences(found: Sequence[type[models.Model]]) -> None:
    """Let the database count on from the keys that were written."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(found)):
            cursor.execute(statement)


def money(cents: int) -> str:
    """Cents as a decimal text."""
    return f"{cents / 100:.2f}"  # exact: a float holds the cents of any amount told here


def half_up(numerator: int, denominator: int) -> int:
    """A quotient of whole numbers, rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)
