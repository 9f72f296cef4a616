"""What can be found: a list, the fields it is looked up by, the columns a hit shows."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.urls import get_resolver
from django.utils.safestring import SafeString, mark_safe

from core.errors import Sentence
from core.ui.lists import Column, RecordList
from core.ui.lists.cells import content_of
from core.ui.lists.table import row_address
from core.ui.pages import ListPage, registry

from .fields import Field, condition

SHOWN = 5


@dataclass(frozen=True)
class Hit:
    """One record found: what it is called, what tells it apart, where it stands."""

    pk: Any
    title: SafeString
    notes: Sequence[SafeString | str]
    url: str


@dataclass(frozen=True)
class Group:
    """The first hits of one kind."""

    source: "Source"
    hits: Sequence[Hit]
    more: bool


class Source:
    """One kind of record that the box looks for.

    Subclass it where who may look is not who may open the list's page.
    """

    order: ClassVar[int] = 50  # of its group; equals as declared

    def __init__(
        self, list_class: type[RecordList], *fields: Iterable[Field], shows: Sequence[str] = ()
    ) -> None:
        self.list_class = list_class
        self.fields = [field for some in fields for field in some]
        self.shows = shows
        self.key = list_class.name
        known = {column.key for column in list_class.columns}
        if unknown := set(shows) - known:
            raise ImproperlyConfigured(f"{self.key} has no column {', '.join(sorted(unknown))}.")

    @property
    def label(self) -> Sentence:
        """What its hits are called."""
        return self.list_class.title

    def is_for(self, user: Any) -> bool:
        """Whether the person may open the list, or one of several of it."""
        get_resolver().url_patterns  # noqa: B018 - pages are known once the addresses are read
        pages = [page for page in registry if getattr(page, "list_class", None) is self.list_class]
        return any(page.is_for(user) for page in pages if issubclass(page, ListPage))

    def first(self, user: Any, text: str, today: datetime.date, limit: int = SHOWN) -> Group | None:
        """The first hits this person may see; ``None`` where there are none."""
        found = condition(self.fields, text, user)
        if found is None:
            return None
        listing = self.list_class(user=user, today=today)
        columns = self._columns(listing)
        paths = ["pk", listing.row_pk, *(path for c in columns for path in c.paths)]
        rows = listing.with_expressions(narrowed(listing.rows_for(), found), paths)
        values = list(listing.order.apply(rows).values_list(*paths)[: limit + 1])
        if not values:
            return None
        return Group(self, _hits(listing, columns, values[:limit], today), len(values) > limit)

    def listing(self, user: Any, text: str, today: datetime.date, params: Any) -> RecordList | None:
        """The list narrowed to what was found, for paging through it."""
        found = condition(self.fields, text, user)
        if found is None:
            return None
        wanted, base = found, self.list_class

        class Found(base):  # type: ignore[misc, valid-type]
            name: ClassVar[str] = ""
            page_size = 25

            def rows_for(self) -> Any:
                return narrowed(super().rows_for(), wanted)

        return Found(user=user, today=today, params=params)

    def _columns(self, listing: RecordList) -> list[Column]:
        """The column that opens the record, then those shown that the person may see."""
        by_key = {column.key: column for column in listing.allowed}
        title = next((column for column in listing.allowed if column.link), listing.allowed[0])
        return [title, *(by_key[key] for key in self.shows if key in by_key)]


_sources: dict[str, Source] = {}


def source(
    list_class: type[RecordList],
    *fields: Iterable[Field],
    shows: Sequence[str] = (),
    kind: type[Source] = Source,
) -> Source:
    """Let the box find the rows of a list by these fields; ``shows`` are keys of its columns."""
    made = kind(list_class, *fields, shows=shows)
    _sources[made.key] = made
    return made


def source_named(key: str) -> Source | None:
    """The source of this key."""
    return _sources.get(key)


def sources_of(user: Any = None) -> list[Source]:
    """Every source in its order; with a person, those they may open."""
    found = sorted(_sources.values(), key=lambda each: each.order)
    return [each for each in found if user is None or each.is_for(user)]


def found_in(user: Any, text: str, today: datetime.date, limit: int = SHOWN) -> list[Group]:
    """The first hits of every kind, in the order in which the kinds were declared."""
    groups = (each.first(user, text, today, limit) for each in sources_of(user))
    return [group for group in groups if group is not None]


def narrowed(rows: QuerySet, found: tuple[Any, dict[str, Any]]) -> QuerySet:
    """The rows that hold the words."""
    wanted, aliases = found
    return (rows.alias(**aliases) if aliases else rows).filter(wanted)


def _hits(
    listing: RecordList, columns: Sequence[Column], values: Iterable[Any], today: datetime.date
) -> list[Hit]:
    before, after = row_address(listing)
    writers = [(content_of(column, today), len(column.paths)) for column in columns]
    made = []
    for row in values:
        cells, place = [], 2
        for write, width in writers:
            own = tuple(row[place : place + width])
            place += width
            # A hit leaves empty facts out; every writer escapes what it writes.
            cells.append(mark_safe(write(own)) if own[0] not in {None, ""} else None)  # noqa: S308
        title, *notes = cells
        url = f"{before}{row[1]}{after}" if before and row[1] is not None else ""
        there = [note for note in notes if note is not None]
        made.append(Hit(row[0], title or mark_safe("—"), there, url))
    return made
