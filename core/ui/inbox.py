"""What waits for a person, from every app that has something to ask."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

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


@dataclass(frozen=True)
class Batch:
    """What can be done with several rows at once: ``act(user, pks, at)`` says how many were done
    and, in sentences, why the others were not.
    """

    label: Sentence
    act: Callable[[Any, list[int], datetime.datetime], tuple[int, list[str]]]


@dataclass(frozen=True)
class Tab:
    """A further list beside what waits: sent by me, copied to me, done."""

    label: Sentence
    url_name: str
    count: Callable[[Any], int] | None
    order: int


Provider = Callable[[Any], Sequence[Row]]
_providers: dict[str, tuple[Sentence, Provider]] = {}
_batches: dict[str, Batch] = {}
_tabs: dict[str, Tab] = {}


def provider(key: str, label: Sentence, rows: Provider, *, batch: Batch | None = None) -> None:
    """Ask this function what waits for a person, under this heading."""
    _providers[key] = (label, rows)
    if batch is not None:
        _batches[key] = batch


def tab(
    label: Sentence,
    url_name: str,
    *,
    count: Callable[[Any], int] | None = None,
    order: int = 50,
) -> None:
    """Put a page beside the inbox; it includes ``frame/inbox_tabs.html`` itself."""
    _tabs[url_name] = Tab(label, url_name, count, order)


def batch_of(key: str) -> Batch | None:
    """What can be done with several rows of the heading."""
    return _batches.get(key)


def groups_of(user: Any) -> list[dict[str, Any]]:
    """The headings under which something waits, the earliest due first."""
    made = []
    for key, (label, rows_of) in _providers.items():
        rows = [row for row in rows_of(user) if row.count]
        if rows:
            rows.sort(key=lambda row: row.day or datetime.date.max)
            count = sum(row.count for row in rows)
            made.append({"key": key, "label": label, "rows": rows, "count": count})
    return sorted(made, key=lambda group: group["rows"][0].day or datetime.date.max)


def count_for(user: Any) -> int:
    """How much waits in all."""
    return sum(group["count"] for group in groups_of(user))


def sections_of(groups: list[dict[str, Any]], today: datetime.date) -> list[dict[str, Any]]:
    """The same rows by when they are due, each with the heading it came under."""
    sunday = today + datetime.timedelta(days=6 - today.weekday())
    named = {
        "late": _("Past its limit"),
        "today": _("Today"),
        "week": _("This week"),
        "later": _("Later"),
        "open": _("Without a date"),
    }
    rows = [(group, row) for group in groups for row in group["rows"]]
    rows.sort(key=lambda pair: _when(pair[1]))
    made = []
    for key, label in named.items():
        found = [
            {"group": group, "row": row}
            for group, row in rows
            if _section_of(row.day, today, sunday) == key
        ]
        if found:
            count = sum(each["row"].count for each in found)
            made.append({"key": key, "label": label, "rows": found, "count": count})
    return made


def tabs_of(user: Any, path: str, waiting: int | None = None) -> list[dict[str, Any]]:
    """What waits, and the pages beside it, the current one marked."""
    known = sorted(_tabs.values(), key=lambda each: each.order)
    made: list[dict[str, Any]] = [
        {"label": _("Waiting for me"), "url": reverse("core:inbox"), "count": waiting}
    ]
    for each in known:
        try:
            url = reverse(each.url_name)
        except NoReverseMatch:
            continue
        made.append({"label": each.label, "url": url, "count": each.count and each.count(user)})
    return [{**each, "is_current": each["url"] == path} for each in made]


def _section_of(day: datetime.date | None, today: datetime.date, sunday: datetime.date) -> str:
    if day is None:
        return "open"
    if day <= today:
        return "today" if day == today else "late"
    return "week" if day <= sunday else "later"


def _when(row: Row) -> tuple[datetime.date, float]:
    """The day, and within it those with an hour first."""
    instant = row.due_at.timestamp() if row.due_at else float("inf")
    return row.day or datetime.date.max, instant
