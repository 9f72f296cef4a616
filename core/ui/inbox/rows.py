"""What waits, and what a source asks of the database to find it."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from core.clock import business_date
from core.errors import Sentence


@dataclass(frozen=True)
class Row:
    """One thing that waits; ``count`` above 1 stands for a list of them.

    ``due_at`` instead of ``due_on`` where the limit is an instant; ``who`` is whom it comes from;
    ``pk`` makes it one of those that can be done together.
    """

    text: Sentence
    url: str
    count: int = 1
    due_on: datetime.date | None = None
    note: Sentence = ""
    due_at: datetime.datetime | None = None
    who: Any = ""
    pk: int | None = None

    @property
    def day(self) -> datetime.date | None:
        """The business day of the limit."""
        return business_date(self.due_at) if self.due_at else self.due_on


class Found(NamedTuple):
    """What the statement gives back of one record."""

    pk: int
    texts: Sequence[str]
    at: datetime.datetime | None
    on: datetime.date | None


@dataclass(frozen=True)
class Each:
    """Every record is a row: its key, up to six texts, an instant, a day; ``row`` words them."""

    records: "QuerySet[Any]"
    row: Callable[[Found], Row]
    texts: Sequence[str]
    at: str = ""
    on: str = ""
    most: int = 50


@dataclass(frozen=True)
class Many:
    """All the records are one row, which leads to their list."""

    records: "QuerySet[Any]"
    text: Sentence
    url: str


Waiting = Row | Each | Many
