"""What is asked and answered otherwise on each database."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice
from typing import Any, TypeVar

from django.db import IntegrityError, OperationalError, connection, models
from django.db.models import Func, IntegerField
from django.db.models.fields.related import ForeignObject
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.functions import Cast

T = TypeVar("T")
Values = Sequence[Any]
AT_ONCE = 2_000


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


def portions(values: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The values so many at a time: as many as one statement takes well."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def sum_of(value: Any, places: int) -> Decimal:
    """A sum as the database gave it, exact on both; none is zero."""
    return exact(places)(Decimal(value or 0))


class DaysBetween(Func):
    """Whole days from the second day to the first; on SQLite days are texts."""

    arity = 2
    output_field = IntegerField()
    template = "(%(expressions)s)"
    arg_joiner = " - "

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="CAST(julianday(%(expressions)s) AS INTEGER)",
            arg_joiner=") - julianday(",
            **context,
        )


def as_digits(path: str) -> Cast | str:
    """A decimal as the text of its digits, exact in any company; the decimal itself on SQLite."""
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


def is_clash(error: OperationalError) -> bool:
    """Whether the database gave up this work in favour of somebody else's: a deadlock, two
    changes at once; SQLite waited too long for its one writer."""
    code = getattr(error.__cause__, "pgcode", None)
    return code in {"40P01", "40001"} or "database is locked" in str(error)
