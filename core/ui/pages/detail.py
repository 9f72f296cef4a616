"""Record pages: state, what can be done now, key figures, facts, tabs, panels."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.errors import Sentence
from core.hooks import Hook
from core.secrecy import may_see
from core.ui import panels
from core.ui.lists import Column
from core.ui.lists.cells import content_of, writer_of
from core.ui.lists.glyphs import TONES, tone_of

from . import papers
from .action import ActionPage
from .history import history_of
from .linking import Links
from .messages import carries_messages, messages_of
from .page import Page
from .printing import prints_shown
from .tabs import Tab, listing_of
from .timeline import timeline_of
from .urls import pages_of

# Run with ``record``, ``user`` and ``at`` when somebody opens the page of a record.
opened = Hook("core.record_opened")


@dataclass(frozen=True)
class Figure:
    """A key figure in the head of a record."""

    label: Sentence
    value: Any
    note: Sentence = ""
    url: str = ""
    kind: str = "money"
    secret: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Section:
    """Facts of the record under one heading, written like cells of a list."""

    title: Sentence
    columns: Sequence[Column]


class DetailPage(Page):
    """One record."""

    page = "detail"
    kind = "detail"
    on_record = True
    stages: ClassVar[Sequence[Any] | None] = ()  # None: the states are no road
    sections: ClassVar[Sequence[Section]] = ()
    tabs: ClassVar[Sequence[Tab]] = ()
    actions: ClassVar[Sequence[type[ActionPage]] | None] = None
    # What the trails of other records add to its history: asked with the record and the reader.
    timeline: ClassVar[Any] = None

    @classmethod
    def route(cls) -> str:
        return cls.path or f"{cls.noun.replace('_', '-')}/<id:pk>/"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.check_record()
        opened.run(record=record, user=request.user, at=self.now)
        tab = self._tab(request.GET.get("tab", ""))
        shown = {"record": record, self.noun: record, "tab": tab, **self._tab_context(tab)}
        shown |= {"tabs": self.tabs_shown, **self.context(record)}
        if self.request.htmx and self.request.htmx.target == "bo-tab":
            return self.answer(shown, part="generic/_tab.html")
        shown |= {
            "title": self.title or str(record),
            "stages": self.stages_shown(),
            "actions": [action.button(record, request.user) for action in self._actions()],
            "figures": [_written(f, self.today) for f in self._figures()],
            "sections": self.facts(),
            "panels": panels.shown(record, request.user),
            "prints": prints_shown(record, request.user),
            "edit_url": self._edit_url(),
            **self._list_link(),
        }
        shown["actions"] = [button for button in shown["actions"] if button]
        shown["refused"] = _by_reason(shown["actions"])
        return self.answer(shown)

    def context(self, record: Any) -> dict[str, Any]:
        """More for the templates."""
        return {}

    def figures(self, record: Any) -> Sequence[Figure]:
        """The key figures."""
        return ()

    def _figures(self) -> list[Figure]:
        user, record = self.request.user, self.record
        return [f for f in self.figures(record) if may_see(user, f.secret, record)]

    def stages_shown(self) -> list[dict[str, Any]]:
        """The states on the straight road, those behind, the one now, those to come."""
        record = self.record
        status = getattr(record, "status", None)
        if status is None or not hasattr(record, "MOVES") or self.stages is None:
            return []
        words = dict(record._meta.get_field("status").flatchoices)
        road = list(self.stages or ()) or [
            s for s in words if tone_of(None, s) not in {"void", "stop"}
        ]
        road = [str(getattr(stage, "value", stage)) for stage in road]
        if status not in road:
            road = [stage for stage in road if self._stamp(stage)] + [status]
        now = road.index(status)
        return [
            {
                "label": words.get(stage, stage),
                "state": "done" if place < now else "now" if place == now else "todo",
                "glyph": TONES.get(tone_of(None, stage), TONES["flow"])[1],
                "who": getattr(record, f"{stage}_by", None),
                "at": self._stamp(stage),
            }
            for place, stage in enumerate(road)
        ]

    def _stamp(self, stage: str) -> Any:
        return getattr(self.record, f"{stage}_at", None)

    def _actions(self) -> Sequence[type[ActionPage]]:
        return pages_of(self.model, "action") if self.actions is None else self.actions

    def _edit_url(self) -> str:
        for page in pages_of(self.model, "edit"):
            if page.is_for(self.request.user, self.record) and not page.why_not(self.record):
                return page.address(self.record.pk)
        return ""

    def _list_link(self) -> dict[str, Any]:
        page = next(iter(pages_of(self.model, "list")), None)
        if page is None or not page.is_for(self.request.user):
            return {}
        return {"list_url": page.address(), "list_title": page.title or page.list_class.title}

    def facts(self) -> list[dict[str, Any]]:
        """The sections with their cells, read in one query; what they name carries its link."""
        user, record = self.request.user, self.record
        wanted = [
            (section, [c for c in section.columns if may_see(user, c.secret, record)])
            for section in self.sections
        ]
        columns = [column for _section, shown in wanted for column in shown]
        if not columns:
            return []
        links = Links(self.model, columns)
        paths = list(dict.fromkeys([*links.paths, *(path for c in columns for path in c.paths)]))
        computed = {c.path: c.expression for c in columns if c.expression is not None}
        rows = self.rows().filter(pk=record.pk).annotate(**computed)
        found = dict(zip(paths, rows.values_list(*paths)[0], strict=True))
        links.find(self.request, [found], but=record)

        def written(column: Column) -> SafeString:
            values = tuple(found[path] for path in column.paths)
            inside = content_of(column, self.today)(values)
            return mark_safe(links.write(column, found, inside))  # noqa: S308 - escaped there

        return [
            {"title": section.title, "facts": [(c.label, written(c)) for c in shown]}
            for section, shown in wanted
            if shown
        ]

    # tabs

    @cached_property
    def tabs_shown(self) -> list[Tab]:
        """The declared tabs, papers where records carry them, history, messages of documents."""
        user = self.request.user
        own = [tab for tab in self.tabs if not tab.permission or user.has_perm(tab.permission)]
        told = _("History") if self.timeline is None else _("Timeline")
        last = [Tab("history", told, template="generic/_history.html")]
        if carries_messages(self.record):
            last.append(Tab("messages", _("Messages"), template="generic/_messages.html"))
        count = papers.count_of(self.record, user)
        if count is None:
            return [*own, *last]
        between = Tab("papers", _("Papers"), template="generic/_papers.html", count=count)
        return [*own, between, *last]

    def _tab(self, key: str) -> Tab:
        if not key:
            return self.tabs_shown[0]
        found = next((tab for tab in self.tabs_shown if tab.key == key), None)
        if found is None:
            raise Http404(key)
        return found

    def _tab_context(self, tab: Tab) -> dict[str, Any]:
        if tab.key == "history" and tab.template == "generic/_history.html":
            return {"history": self._history()}
        if tab.template == "generic/_messages.html":
            return {"messages_shown": messages_of(self.record, self.request.user)}
        if tab.template == "generic/_papers.html":
            return {"papers": papers.papers_context(self.record, self.request.user)}
        if tab.list_class is None:
            return {}
        return {"listing": listing_of(tab, self.record, self.request, self.today)}

    def _history(self) -> list[dict[str, Any]]:
        asked = type(self).timeline
        if asked is None:
            return history_of(self.record, self.request.user)
        return timeline_of(self, asked(self.record, self.request.user))


def _by_reason(buttons: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """The labels of what cannot be done now, under the reason they share."""
    found: dict[str, list[Any]] = {}
    for button in buttons:
        if button["reason"]:
            found.setdefault(button["reason"], []).append(button["label"])
    return found


def _written(figure: Figure, today: Any) -> dict[str, Any]:
    write = writer_of(Column("figure", "", kind=figure.kind), today)
    empty = figure.value is None or figure.value == ""
    text = "—" if empty else mark_safe(write(figure.value))  # noqa: S308 - escaped by its writer
    return {"figure": figure, "text": text}
