"""The search box: first results while one types, then a page of each kind."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from core import search
from core.errors import BusinessError
from core.search.fields import LONGEST, parts
from core.ui.lists.table import body
from core.ui.pages import Page

SHORTEST = 2
OF_A_KIND = 10


class SearchPage(Page):
    """``?q=`` over all kinds, ``&kind=orders`` through one of them."""

    permission = None
    kind = "search"
    noun = "search"
    page = "all"
    title = _("Search")

    @classmethod
    def route(cls) -> str:
        return "search/"

    @classmethod
    def url_name(cls) -> str:
        return "search"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        text = request.GET.get("q", "").strip()[:LONGEST]
        asked = len("".join(parts(text))) >= SHORTEST
        context: dict[str, Any] = {"search_words": text, "asked": asked, "kind": ""}
        if self.request.htmx and self.request.htmx.target == "bo-found":
            groups = search.found_in(request.user, text, self.today) if asked else []
            return self.answer({**context, "groups": groups}, part="frame/found.html")
        if kind := request.GET.get("kind", ""):
            return self.answer({**context, **self._of_kind(kind, text)})
        groups = search.found_in(request.user, text, self.today, OF_A_KIND) if asked else []
        return self.answer({**context, "groups": groups})

    def _of_kind(self, kind: str, text: str) -> dict[str, Any]:
        """One kind, page by page."""
        source = search.source_named(kind)
        if source is None or not source.is_for(self.request.user):
            raise Http404(kind)
        places = {key: self.request.GET.get(key, "") for key in ("after", "before")}
        params = {key: value for key, value in places.items() if value}
        try:
            listing = source.listing(self.request.user, text, self.today, params)
            rows = listing.rows if listing is not None else None
        except BusinessError:
            raise Http404(kind) from None
        return {
            "kind": kind,
            "source": source,
            "list": listing,
            "body": body(listing) if listing is not None else "",
            "before": rows.before if rows else "",
            "after": rows.after if rows else "",
        }
