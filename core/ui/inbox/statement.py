"""All sources in one statement: fixed columns, joined by UNION ALL.

Each source is compiled by itself, with the filters and limits of its own, and stands as a
subquery: SQLite knows no parentheses around the parts of a union.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateField, DateTimeField, Field, Value

from core.database import ask

from .rows import Each, Found, Many, Row, Waiting

TEXTS = 6
AT: "Field[Any, Any]" = DateTimeField()
ON: "Field[Any, Any]" = DateField()
# Behind the place of the source and how many it counts: key, texts, instant, day.
FIRST_TEXT = 3
PLACE_OF_AT, PLACE_OF_ON = FIRST_TEXT + TEXTS, FIRST_TEXT + TEXTS + 1


class Question:
    """What several sources ask, as one statement that can be asked again and again."""

    def __init__(self, waiting: Sequence[Waiting]) -> None:
        self.waiting = waiting
        self.statement, self.values = _joined(waiting)

    def rows(self) -> list[list[Row]]:
        """The rows of each source, in its own order, by one statement for them all."""
        waiting = self.waiting
        made: list[list[Row]] = [[each] if isinstance(each, Row) else [] for each in waiting]
        at, on = _reader(AT), _reader(ON)
        for answer in ask(self.statement, self.values) if self.statement else ():
            source, place = waiting[answer[0]], made[answer[0]]
            if isinstance(source, Many):
                place.append(Row(source.text, source.url, count=answer[1]))
            elif isinstance(source, Each):
                texts = [text or "" for text in answer[FIRST_TEXT : FIRST_TEXT + len(source.texts)]]
                found = Found(answer[2], texts, at(answer[PLACE_OF_AT]), on(answer[PLACE_OF_ON]))
                place.append(source.row(found))
        return [[row for row in rows if row.count] for rows in made]

    def count(self) -> int:
        """How much waits in all, by the same statement, summed by the database."""
        ready = sum(each.count for each in self.waiting if isinstance(each, Row))
        if not self.statement:
            return ready
        inner = f"FROM ({self.statement}) AS waiting"
        summed = f"SELECT COALESCE(SUM(number), 0) {inner}"
        return ready + int(ask(summed, self.values)[0][0])


def _joined(waiting: Sequence[Waiting]) -> tuple[str, list[Any]]:
    parts: list[str] = []
    values: list[Any] = []
    for place, source in enumerate(waiting):
        if isinstance(source, Row):
            continue
        try:
            part, given = _each(source, place) if isinstance(source, Each) else _many(source, place)
        except EmptyResultSet:  # nothing can be found: the database is not asked
            continue
        parts.append(part)
        values.extend(given)
    return " UNION ALL ".join(parts), values


def _each(source: Each, place: int) -> tuple[str, Sequence[Any]]:
    """A part that gives one line for each record."""
    fields = ["pk", *source.texts, *filter(None, (source.at, source.on))]
    query = source.records.values_list(*fields)[: source.most].query
    compiler = query.get_compiler(connection=connection)
    inner, values = compiler.as_sql(with_col_aliases=True)
    names = iter([connection.ops.quote_name(alias) for _field, _sql, alias in compiler.select])
    pk, texts = next(names), [next(names) for _text in source.texts]
    at, on = next(names) if source.at else "", next(names) if source.on else ""
    return _part(place, "1", _columns(pk, texts, at, on), inner), values


def _many(source: Many, place: int) -> tuple[str, Sequence[Any]]:
    """A part that gives one line, with the count."""
    query = source.records.order_by().values_list("pk").query
    inner, values = query.get_compiler(connection=connection).as_sql()
    return _part(place, "COUNT(*)", _columns(), inner), values


def _part(place: int, number: str, columns: str, inner: str) -> str:
    said = f"{place} AS place, {number} AS number, {columns}"
    return f"SELECT {said} FROM ({inner}) AS source"  # noqa: S608 - nothing typed stands in it


def _columns(pk: str = "", texts: Sequence[str] = (), at: str = "", on: str = "") -> str:
    """The fixed columns; every type is said, because NULL has none and a union wants the same."""
    said = [f"CAST({text} AS text)" for text in [*texts, *["NULL"] * (TEXTS - len(texts))]]
    return ", ".join(
        [f"CAST({pk or 'NULL'} AS bigint)", *said, at or _nothing(AT), on or _nothing(ON)]
    )


def _nothing(field: "Field[Any, Any]") -> str:
    return f"CAST(NULL AS {field.db_type(connection)})"


def _reader(field: "Field[Any, Any]") -> Any:
    """What turns the database's value into Python's: SQLite gives instants and days as text."""
    expression = Value(None, output_field=field)
    converters = connection.ops.get_db_converters(expression)

    def read(value: Any) -> Any:
        for converter in converters:
            value = converter(value, expression, connection)
        return value

    return read
