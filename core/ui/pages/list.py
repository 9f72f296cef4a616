"""List pages: the table, its fragments, its views, its file."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.errors import BusinessError, NotAllowed
from core.imports import all_ledgers
from core.ui.lists import RecordList
from core.ui.lists.edges import foot, heads
from core.ui.lists.table import body, states_of

from .action import ActionPage
from .bulk import perform_on
from .export import export
from .form import GatherPage
from .page import Page
from .printing import PrintPage
from .sending import redirect
from .urls import page_named
from .views import keep_view, saved_views, tabs_of, view_counts

PARTS = {
    "count": "",
    "totals": "generic/_totals.html",
    "views": "generic/_views.html",
    "filter": "generic/_filter_panel.html",
    "columns": "generic/_columns.html",
}


class ListPage(Page):
    """A list: GET shows it, ``format=xlsx`` writes it, POST keeps a view or acts on the ticked."""

    page = "list"
    kind = "list"
    list_class: ClassVar[type[RecordList]]
    bulk: ClassVar[Sequence[type[ActionPage | GatherPage | PrintPage]]] = ()
    create: ClassVar[str] = ""
    importer: ClassVar[str] = ""
    opens: ClassVar[str] = (
        ""  # the declared view the bare address shows; one without a query is all
    )

    @classmethod
    def record_model(cls) -> type[Model] | None:
        return getattr(getattr(cls, "list_class", None), "model", None)

    @classmethod
    def route(cls) -> str:
        return cls.path or f"{cls.noun.replace('_', '-')}/"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            listing = self.listing
            if listing.one("format"):
                return export(self, listing)
            part = listing.one("part") if self.request.htmx else ""
            if part in PARTS:
                return self._part(listing, part)
            context = self.context(listing)
        except NotAllowed:
            raise
        except BusinessError as refusal:
            return self._refused(refusal)
        return self.answer(context, part="generic/_list.html" if self._wants_list() else "")

    def _part(self, listing: RecordList, part: str) -> HttpResponse:
        """What is asked for after the page stands, or when it is opened."""
        if part == "count":
            return HttpResponse(f"= {listing.exact_count():,}")
        shown: dict[str, Any] = {"list": listing, "state": listing.query()}
        if part == "totals":
            shown |= self._foot(listing, listing.totals())
        elif part == "views":
            shown |= {"tabs": tabs_of(self, listing, view_counts(self, listing))}
        elif part == "filter":
            kept = [(k, v) for k, v in listing.pairs() if k in {"q", "sort", "cols"}]
            shown |= {"filters": self._editors(listing), "keep_for_filter": kept}
            shown |= {"everything": self._everything}
        else:
            kept = listing.pairs(["cols"])
            shown |= {"columns": self._columns(listing), "keep_for_columns": kept}
        return self.answer(shown, part=PARTS[part])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        deed = request.POST.get("do", "")
        if deed.endswith("_view"):
            return keep_view(self, deed)
        if deed == "export":
            try:
                return export(self, self.listing)
            except NotAllowed:
                raise
            except BusinessError as refusal:
                messages.error(request, str(refusal))
                return redirect(request, request.get_full_path())
        action = next((page for page in self.bulk if page.url_name() == deed), None)
        return perform_on(self, action, self.listing)

    @cached_property
    def listing(self) -> RecordList:
        """The list as this person asked for it."""
        return self.list_class(user=self.request.user, today=self.today, params=self._params())

    def _params(self) -> dict[str, list[str]]:
        """What the URL asks for; a view named alone stands for its conditions."""
        given = {key: values for key, values in self.request.GET.lists() if any(values)}
        named = given["view"][-1] if set(given) == {"view"} else ""
        view = self._view(named or ("" if self.request.GET else self.opens))
        if view is None:
            return given
        return {**dict(QueryDict(view[1]).lists()), "view": [view[0]]}

    def _view(self, key: str) -> tuple[str, str] | None:
        """Key and query of the view, declared or saved."""
        offered = [(view.key, view.query) for view in self.list_class.views]
        if key.isdecimal():
            offered += [(str(saved.pk), saved.query) for saved in saved_views(self)]
        return next((each for each in offered if each[0] == key), None)

    @property
    def _everything(self) -> str:
        """The query of the list without conditions, where the bare address has some."""
        bare = next((v for v in self.list_class.views if not v.query), None)
        return f"view={bare.key}" if self.opens and bare else ""

    def context(self, listing: RecordList) -> dict[str, Any]:
        """Everything the list's template shows."""
        count, more, sums = listing.count_and_totals()
        rows = listing.rows
        counts = view_counts(self, listing, kept_only=True)
        creator = page_named(self.create)
        may_create = creator is not None and creator.is_for(self.request.user)
        actions = [page for page in self.bulk if page.is_for(self.request.user)]
        can = {page.url_name(): states_of(page, listing.model) for page in actions}
        last = rows.first + len(rows.values) - 1 if rows.first else 0
        return {
            "title": self.title or listing.title,
            "list": listing,
            "body": body(listing, selectable=bool(actions), can=can),
            "heads": heads(listing),
            "chips": self._chips(listing),
            "tabs": tabs_of(self, listing, counts),
            "counts_follow": not counts,
            "bulk": actions,
            "count": f"{count:,}",
            "more": more,
            "first": rows.first,
            "last": last,
            "before_url": rows.before and f"?{listing.query(before=rows.before)}",
            "after_url": rows.after and f"?{listing.query(after=rows.after)}",
            "create_url": creator.address() if may_create else "",
            "may_import": self._may_import(),
            "state": listing.query(),
            "everything": self._everything,
            "may_export": self._may_export(listing),
            "keep_for_search": listing.pairs(["q"]),
            "submission": self.submission,
            "empty_url": listing.empty_action,
            **self._foot(listing, sums),
        }

    def _may_export(self, listing: RecordList) -> bool:
        permission = listing.export_permission
        return not permission or self.request.user.has_perm(permission)

    def _may_import(self) -> bool:
        """Whether there is a ledger behind the list that this person may fill."""
        ledgers = {each.name: each for each in all_ledgers()} if self.importer else {}
        ledger = ledgers.get(self.list_class.name)
        return ledger is not None and self.request.user.has_perm(ledger.permission)

    def _foot(self, listing: RecordList, sums: dict[str, Any] | None) -> dict[str, Any]:
        """The totals of the whole filter; of a long one they follow after the rows."""
        if not any(column.total for column in listing.shown) or not listing.rows.values:
            return {"foot": [], "foot_follows": False}
        return {
            "foot": foot(listing, sums),
            "foot_follows": sums is None,
            "counted_at": self.now,
        }

    def _chips(self, listing: RecordList) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        for condition, value in listing.conditions:
            operator, words = condition.words(value, self.request.user)
            url = f"?{listing.query(drop=condition.keys) or self._everything}"
            made.append(
                {"label": condition.label, "operator": operator, "value": words, "url": url}
            )
        if listing.one("q"):
            text = {"label": _("Text"), "operator": _("contains"), "value": listing.one("q")}
            made.append({**text, "url": f"?{listing.query(drop=['q']) or self._everything}"})
        return made

    def _editors(self, listing: RecordList) -> list[dict[str, Any]]:
        made = []
        for condition in listing.conditions_known:
            given = [v for key in condition.keys for v in listing.params.get(key, [])]
            chosen = getattr(condition, "chosen", None)
            value = next((v for c, v in listing.conditions if c is condition), None)
            made.append(
                {
                    "filter": condition,
                    "options": condition.options(self.request.user),
                    "given": given,
                    "whole": listing.one(condition.name),
                    "low": listing.one(f"{condition.name}_from"),
                    "high": listing.one(f"{condition.name}_to"),
                    "chosen": chosen(value, self.request.user) if chosen and given else [],
                }
            )
        return made

    def _columns(self, listing: RecordList) -> list[dict[str, Any]]:
        shown = listing.shown
        rest = [column for column in listing.allowed if column not in shown]
        return [
            {
                "column": column,
                "shown": column in shown,
                "place": place,
                "wide": column in shown and listing.is_wide(column),
            }
            for place, column in enumerate([*shown, *rest], start=1)
        ]

    def _wants_list(self) -> bool:
        return bool(self.request.htmx) and self.request.htmx.target == "bo-list"

    def _refused(self, refusal: BusinessError) -> HttpResponse:
        """The sentence, and nothing listed in its stead."""
        listing = self.list_class(user=self.request.user, today=self.today)
        context = {"title": self.title or listing.title, "list": listing, "refusal": refusal}
        part = "generic/_list.html" if self._wants_list() else ""
        return self.answer(context, status=422 if part else 400, part=part)
