"""One declaration feeds table, filters, totals, saved views and Excel."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import BusinessError, Sentence
from core.excel.writing import SheetColumn
from core.secrecy import may_see
from core.ui.keys import keys_of

from .columns import Column, field_of
from .export import export_columns, export_rows
from .figures import Figured
from .filters import Filter
from .keyset import Key, Order
from .search import search_condition

PLACES = ("after", "before", "page")
STATE = ("q", "sort", "cols")
CONTROLS = ("view", "part", "count", "format")
registry: dict[str, type["RecordList"]] = {}


@dataclass(frozen=True)
class View:
    """A filter with a name, shown as a tab."""

    key: str
    label: Sentence
    query: str
    tone: str = ""


@dataclass(frozen=True)
class Rows:
    """The rows of one page and the places before and after it; ``first`` is 0 when unknown."""

    values: list[tuple[Any, ...]]
    first: int
    before: str
    after: str


class RecordList(Figured):
    """A list of records as one person may see it, under the conditions of one URL."""

    name: ClassVar[str] = ""
    model: ClassVar[type[Model]]
    title: ClassVar[Sentence] = ""
    basis: ClassVar[Sentence] = ""
    unit: ClassVar[Sentence] = gettext_lazy("records")
    columns: ClassVar[Sequence[Column]] = ()
    filters: ClassVar[Sequence[Filter]] = ()
    search: ClassVar[Sequence[str | tuple[str, str]]] = ()
    order_by: ClassVar[str] = "-pk"
    views: ClassVar[Sequence[View]] = ()
    counted: ClassVar[Q | None] = None
    detail: ClassVar[str | None] = None
    row_pk: ClassVar[str] = "pk"
    leads_to: ClassVar[Sequence[str]] = ()  # what ``may_lead`` is asked with
    reads: ClassVar[Sequence[str]] = ()  # further paths of each row
    page_size: ClassVar[int] = 50
    export_reason: ClassVar[bool] = False
    export_permission: ClassVar[str] = ""
    empty: ClassVar[Sentence] = ""
    empty_action: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        name = cls.__dict__.get("name")
        if name:
            other = registry.get(name)
            if other and (other.__module__, other.__qualname__) != (
                cls.__module__,
                cls.__qualname__,
            ):
                raise ImproperlyConfigured(f"Two lists are called {name!r}.")
            cls._refuse_unknown_order()
            registry[name] = cls

    @classmethod
    def _refuse_unknown_order(cls) -> None:
        """A default order that names nothing would silently become that of the keys."""
        key = cls.order_by.removeprefix("-")
        meant = [c for c in cls.columns if key in {c.key, c.path}]
        sorts = any(c.sort_path for c in meant) if meant else field_of(cls.model, key)[0]
        if not sorts:
            raise ImproperlyConfigured(f"{cls.__name__} cannot be ordered by {key!r}.")

    def __init__(
        self, *, user: Any, today: datetime.date, params: Mapping[str, Any] | None = None
    ) -> None:
        self.user, self.today = user, today
        # What a cell leads to: the path of the key, and the escaped addresses by key.
        self.links: Mapping[Column, tuple[str, Mapping[Any, str]]] = {}
        self.params = {key: _texts(value) for key, value in (params or {}).items()}
        self.allowed = [c for c in self.columns if may_see(user, c.secret)]
        self.conditions_known = [f for f in self.filters if may_see(user, f.secret)]
        self.expressions = {c.path: c.expression for c in self.allowed if c.expression is not None}
        self._refuse_unknown()
        self.conditions = [
            (condition, value)
            for condition in self.conditions_known
            if (value := condition.read(self.params, today)) is not None
        ]
        self.order = self._read_order()
        self.shown = self._read_columns()

    # what the URL asks for

    def one(self, key: str) -> str:
        """The last value of a parameter, '' when it is not there."""
        values = self.params.get(key) or [""]
        return values[-1].strip()

    def _refuse_unknown(self) -> None:
        known = {*PLACES, *STATE, *CONTROLS}
        known.update(key for condition in self.conditions_known for key in condition.keys)
        for key in self.params:
            if key not in known:
                sentence = _("This list knows no condition called “%(name)s”.")
                raise BusinessError(sentence % {"name": key[:60]}, code="unknown_parameter")

    def _read_order(self) -> Order:
        text = self.one("sort")
        key = (text or self.order_by).removeprefix("-")
        descending = (text or self.order_by).startswith("-")
        sortable = [c for c in self.allowed if c.sort_path]
        column = next((c for c in sortable if key == c.key or (not text and key == c.path)), None)
        if column is None and text:
            sentence = _("This list cannot be sorted by “%(name)s”.")
            raise BusinessError(sentence % {"name": key[:60]}, code="unknown_sort")
        if column is None:
            secret = any(key in {c.key, c.path} for c in self.columns)
            path = "pk" if secret else key
        else:
            path = column.sort_path
        nullable = path in self.expressions or field_of(self.model, path)[1]
        return Order(path, descending, nullable)

    def _read_columns(self) -> list[Column]:
        text = ",".join(self.params.get("cols", ()))
        if not text:
            return [c for c in self.allowed if not c.hidden]
        by_key = {c.key: c for c in self.allowed}
        for key in text.split(","):
            if key not in by_key:
                sentence = _("This list has no column “%(name)s”.")
                raise BusinessError(sentence % {"name": key[:60]}, code="unknown_column")
        return [by_key[key] for key in dict.fromkeys(text.split(","))]

    def is_wide(self, column: Column) -> bool:
        """Whether a narrow screen leaves the column out: nobody chose it."""
        return column.wide and not self.one("cols")

    @property
    def narrow(self) -> list[Column]:
        """The shown columns that every screen has room for."""
        return [column for column in self.shown if not self.is_wide(column)]

    def query(self, *, drop: Iterable[str] = (), **changes: str) -> str:
        """The query string of the same list with changes; places are always left behind."""
        pairs = self.pairs([*drop, *changes])
        return urlencode([*pairs, *((k, v) for k, v in changes.items() if v)])

    def pairs(self, drop: Iterable[str] = ()) -> list[tuple[str, str]]:
        """The parameters that make the list what it is, without those dropped."""
        gone = {*drop, *PLACES, *CONTROLS}
        return [(k, v) for k, values in self.params.items() if k not in gone for v in values if v]

    # rows

    def may_lead(self, *values: Any) -> bool:
        """Whether the reader may open what a row with those values of ``leads_to`` leads to."""
        return True

    def rows_for(self) -> Any:
        """All the rows this person may see here; overrides may narrow, never widen."""
        rows: Any = self.model._default_manager.all()
        return rows.visible_to(self.user)

    def with_expressions(self, rows: QuerySet, paths: Iterable[str]) -> QuerySet:
        """The rows with those computed columns that are used."""
        there = rows.query.annotations
        wanted = {p: self.expressions[p] for p in paths if p in self.expressions and p not in there}
        return rows.annotate(**wanted) if wanted else rows

    @cached_property
    def matching(self) -> QuerySet:
        """The rows of the whole filter, in no order."""
        rows = self.with_expressions(self.rows_for(), [c.path for c, _value in self.conditions])
        for condition, value in self.conditions:
            rows = condition.apply(rows, value)
        sought = search_condition(self.one("q"), self.search, self.user)
        return (rows if sought is None else rows.filter(sought)).order_by()

    @cached_property
    def paths(self) -> list[str]:
        """What is read of each row: keys first, then what the shown columns need."""
        needed = [path for column in self.shown for path in column.paths]
        status = ["status"] if hasattr(self.model, "MOVES") else []
        keys = ["pk", self.row_pk, self.order.path]
        return list(dict.fromkeys([*keys, *needed, *self.leads_to, *self.reads, *status]))

    @cached_property
    def rows(self) -> Rows:
        """The page the URL names."""
        after, before = self.one("after"), self.one("before")
        backward = bool(before) or self.one("page") == "last"
        rows = self.with_expressions(self.matching, self.paths)
        field = self.output_field(rows, self.order.path)
        key = Key.decode(after or before, field) if after or before else None
        if key is not None:
            rows = rows.filter(self.order.beyond(key, backward=backward))
        ordered = self.order.apply(rows, backward=backward)
        values = list(ordered.values_list(*self.paths)[: self.page_size + 1])
        more = len(values) > self.page_size
        values = values[: self.page_size]
        if backward:
            values.reverse()
        return self._placed(values, key, more=more, backward=backward)

    def _placed(self, values: list[tuple], key: Key | None, *, more: bool, backward: bool) -> Rows:
        if not backward:
            first = (key.number + 1 if key.number else 0) if key else 1
            has_before, has_after = key is not None, more
        else:
            end = key.number if key else (0 if self.count()[1] else self.count()[0] + 1)
            first = max(1, end - len(values)) if end else 0
            has_before, has_after = more, key is not None
            if not more:
                first = 1
        last = first + len(values) - 1 if first else 0
        before = self._key(values[0], first).encode() if values and has_before else ""
        after = self._key(values[-1], last).encode() if values and has_after else ""
        return Rows(values, first, before, after)

    def _key(self, row: tuple, number: int) -> Key:
        return Key(number, row[self.paths.index(self.order.path)], row[0])

    def output_field(self, rows: QuerySet, path: str) -> Any:
        """The field behind a path of those rows, computed or stored."""
        annotation = rows.query.annotations.get(path)
        return field_of(self.model, path)[0] if annotation is None else annotation.output_field

    def selected(self, ids: Iterable[Any]) -> QuerySet:
        """Those of the visible rows that were ticked."""
        return self.rows_for().filter(pk__in=keys_of(ids))

    def export_columns(self) -> list[SheetColumn]:
        """The shown columns as a sheet has them."""
        return export_columns(self)

    def export_rows(self) -> Iterator[list[Any]]:
        """The rows of the whole filter with raw days and decimals."""
        return export_rows(self)

    def ordered(self, paths: Iterable[str]) -> QuerySet:
        """The rows of the whole filter in the list's order, those paths ready to be read."""
        return self.order.apply(self.with_expressions(self.matching, [*paths, self.order.path]))


def _texts(value: Any) -> list[str]:
    """The values of one parameter; a zero byte, which no database takes, is left out."""
    given = value if isinstance(value, list | tuple) else [value]
    return [str(each).replace("\0", "") for each in given]
