"""The sources of the inbox, and what they find under headings and limits."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.errors import Sentence

from .rows import Row, Waiting
from .statement import Question


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


@dataclass(frozen=True)
class _Asked:
    """What the sources of one person ask, and under which heading each stands."""

    circumstances: tuple[Any, ...]
    headings: Sequence[str]
    question: Question


Provider = Callable[[Any], Sequence[Waiting]]
_providers: dict[str, tuple[Sentence, Provider]] = {}
_batches: dict[str, Batch] = {}
_tabs: dict[str, Tab] = {}
_kept: dict[Any, _Asked] = {}  # one for each person


def provider(key: str, label: Sentence, waiting: Provider, *, batch: Batch | None = None) -> None:
    """Ask this function what waits for a person, under this heading."""
    _providers[key] = (label, waiting)
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
    asked = _asked(user)
    rows_of: dict[str, list[Row]] = {}
    for key, rows in zip(asked.headings, asked.question.rows(), strict=True):
        rows_of.setdefault(key, []).extend(rows)
    made = []
    for key, rows in rows_of.items():
        if rows:
            rows.sort(key=lambda row: row.day or datetime.date.max)
            count = sum(row.count for row in rows)
            made.append({"key": key, "label": _providers[key][0], "rows": rows, "count": count})
    return sorted(made, key=lambda group: group["rows"][0].day or datetime.date.max)


def count_for(user: Any) -> int:
    """How much waits in all."""
    return _asked(user).question.count()


def forget() -> None:
    """Make what every person's sources ask anew."""
    _kept.clear()


def _asked(user: Any) -> _Asked:
    """What every source asks; each decides by the rights of the person, before any query.

    Making some twenty conditions takes longer than asking them, so they are kept for the same
    rights in the same minute; what they find is read anew each time.
    """
    minute = timezone.now().replace(second=0, microsecond=0)
    circumstances = (user.rights_key, minute, get_language())
    kept = _kept.get(user.pk)
    if kept is None or kept.circumstances != circumstances:
        found = [(key, each) for key, (_label, ask) in _providers.items() for each in ask(user)]
        question = Question([each for _key, each in found])
        kept = _kept[user.pk] = _Asked(circumstances, [key for key, _each in found], question)
    return kept


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
