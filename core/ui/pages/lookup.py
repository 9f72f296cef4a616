"""Answers of a combobox: a few records by code, name or pinyin initials."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, JsonResponse

from core.ui.lists.search import search_condition

from .page import Page

LIMIT = 12


class LookupPage(Page):
    """A few matching records as JSON, as ``combobox.js`` reads them."""

    kind = "lookup"
    search: ClassVar[Sequence[str | tuple[str, str]]] = ()
    order_by: ClassVar[Sequence[str]] = ()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        results = [self.result(record) for record in self.found(request.GET.get("q", "")[:100])]
        return JsonResponse({"results": results})

    def found(self, text: str) -> list[Any]:
        """The records that fit; names that begin with the sound before those that hold it."""
        rows = self.rows()
        if self.order_by:
            rows = rows.order_by(*self.order_by)
        begins = search_condition(text, self.search, self.request.user, inside=False)
        holds = search_condition(text, self.search, self.request.user)
        if begins is None or holds is None:
            return list(rows[:LIMIT])
        first = list(rows.filter(begins)[:LIMIT])
        if begins == holds or len(first) == LIMIT:
            return first
        known = [record.pk for record in first]
        return first + list(rows.filter(holds).exclude(pk__in=known)[: LIMIT - len(first)])

    def result(self, record: Any) -> dict[str, Any]:
        """One answer."""
        code, text = getattr(record, "code", ""), getattr(record, "name", "") or str(record)
        note, fill = self.note(record), self.fill(record)
        return {"id": record.pk, "code": code, "text": text, "note": note, "fill": fill}

    def note(self, record: Any) -> str:
        """What tells two of the same name apart."""
        return ""

    def fill(self, record: Any) -> dict[str, Any]:
        """Values for other fields of the same form or row."""
        return {}
