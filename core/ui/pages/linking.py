"""A fact that is read through a foreign key carries the link to the record it was read from."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from core.ui.lists import Column
from core.ui.lists.columns import field_of

from .urls import pages_of

Key = tuple[type[Model], int]
Sources = dict[Column, tuple[str, type[Model]]]
WORDS = frozenset({"text", "code"})


def sources_of(model: type[Model], columns: Iterable[Column]) -> Sources:
    """Of each column that names another record, the path of its key and its kind.

    The first column that leads there is its name; what follows are further facts of it.
    """
    found: Sources = {}
    paths: set[str] = set()
    for column in columns:
        path = column.path.rpartition("__")[0]
        if column.kind not in WORDS or column.link or not path or column.expression is not None:
            continue
        field = field_of(model, path)[0]
        related: Any = field.related_model if field is not None and field.is_relation else None
        if related is None or path in paths or not pages_of(related, "detail"):
            continue
        paths.add(path)
        found[column] = (path, related)
    return found


def addresses_of(request: HttpRequest, keys: Iterable[Key], but: Any = None) -> dict[Key, str]:
    """Where the reader opens each of these records, without those they may not and without
    ``but``, the one before them. One query for each kind.
    """
    wanted: dict[type[Model], set[int]] = {}
    for model, pk in keys:
        if pk is not None and not (type(but) is model and but.pk == pk):
            wanted.setdefault(model, set()).add(pk)
    found: dict[Key, str] = {}
    for model, pks in wanted.items():
        page = next((p for p in pages_of(model, "detail") if p.is_for(request.user)), None)
        if page is None:
            continue
        shown = page()
        shown.setup(request)
        for pk, record in shown.rows().in_bulk(pks).items():
            if page.is_for(request.user, record):
                found[model, pk] = page.address(pk)
    return found


class Links:
    """The links of some columns: which keys they read, and what they lead to."""

    def __init__(self, model: type[Model], columns: Iterable[Column]) -> None:
        self.sources = sources_of(model, columns)
        self.addresses: dict[Key, str] = {}

    @property
    def paths(self) -> list[str]:
        """The keys to be read beside the facts."""
        return [path for path, _model in self.sources.values()]

    def find(self, request: HttpRequest, rows: Iterable[Mapping[str, Any]], but: Any) -> None:
        """Ask once for all rows what the reader may open."""
        here = list(self.sources.values())
        keys = [(model, row[path]) for row in rows for path, model in here]
        self.addresses = addresses_of(request, keys, but)

    def write(self, column: Column, row: Mapping[str, Any], inside: str) -> str:
        """The written fact of a row, as a link where it leads somewhere."""
        if column not in self.sources or row[column.path] in (None, ""):
            return inside
        path, model = self.sources[column]
        address = self.addresses.get((model, row[path]), "")
        return f'<a href="{escape(address)}">{inside}</a>' if address else inside

    def of_column(self, column: Column) -> tuple[str, dict[int, str]] | None:
        """The path of the key a column leads through, and the addresses by key."""
        if column not in self.sources:
            return None
        path, model = self.sources[column]
        return path, {
            pk: escape(url) for (kind, pk), url in self.addresses.items() if kind is model
        }
