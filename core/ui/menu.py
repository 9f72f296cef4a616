"""The navigation: sections and items that the apps register."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from core.clock import business_today
from core.errors import Sentence
from core.models import Period

KEPT_SECONDS = 60
Counter = Callable[[Any], int]


@dataclass(frozen=True)
class Section:
    """A module of the navigation."""

    key: str
    label: Sentence
    icon: str
    order: int


@dataclass(frozen=True)
class Item:
    """A page of a module."""

    section: str
    label: Sentence
    url_name: str
    permission: str | None
    count: Counter | None
    late: bool
    again: bool
    order: int


@dataclass(frozen=True)
class New:
    """What can be begun from anywhere."""

    label: Sentence
    url_name: str
    permission: str | None
    key: str
    order: int


_sections: dict[str, Section] = {}
_items: dict[tuple[str, str], Item] = {}
_new: dict[str, New] = {}


def section(key: str, label: Sentence, *, icon: str = "doc", order: int = 50) -> None:
    """Open a module in the navigation."""
    _sections[key] = Section(key, label, icon, order)


def item(
    section: str,
    label: Sentence,
    url_name: str,
    permission: str | None = None,
    *,
    count: Counter | None = None,
    late: bool = False,
    again: bool = False,
    order: int = 50,
) -> None:
    """Put a page under a module; ``count`` says how much waits there for the person.

    What another page of the module counts too (``again``) adds nothing to the module's own count.
    """
    _items[section, url_name] = Item(
        section, label, url_name, permission, count, late, again, order
    )


def new(
    label: Sentence,
    url_name: str,
    permission: str | None = None,
    *,
    key: str = "",
    order: int = 50,
) -> None:
    """Offer a form in the menu of new things; what is begun most often stands first."""
    _new[url_name] = New(label, url_name, permission, key, order)


def counts_of(user: Any) -> dict[str, int]:
    """What waits at each item, kept for a minute."""
    key = f"menu-counts-{user.pk}"
    found: dict[str, int] | None = caches["local"].get(key)
    if found is None:
        counted = [i for i in _items.values() if i.count and _may(user, i.permission)]
        found = {i.url_name: i.count(user) for i in counted if i.count}
        caches["local"].set(key, found, KEPT_SECONDS)
    return found


def menu_of(user: Any, path: str) -> list[dict[str, Any]]:
    """The modules this person may open, with counts, the current one marked."""
    counts = counts_of(user)
    made = []
    for module in sorted(_sections.values(), key=lambda each: each.order):
        items = [i for i in _items.values() if i.section == module.key and _may(user, i.permission)]
        children = [
            _shown(i, url, counts.get(i.url_name, 0), path)
            for i in sorted(items, key=lambda each: each.order)
            if (url := _address(i.url_name))
        ]
        if children:
            made.append(_module(module, children))
    return _with_one_current(made)


def context(request: HttpRequest) -> dict[str, Any]:
    """``menu`` and ``new_items`` for the frame."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or getattr(request, "htmx", False):
        return {}
    begun = [n for n in _new.values() if _may(user, n.permission)]
    begun.sort(key=lambda each: each.order)
    offered = [
        {"label": n.label, "url": url, "key": n.key} for n in begun if (url := _address(n.url_name))
    ]
    shown = {"menu": menu_of(user, request.path), "new_items": offered}
    return {**shown, "period_state": _period_state()}


def _period_state() -> str:
    """How the month before stands, in the frame's foot; kept for a minute."""
    key = f"period-state-{get_language()}"
    kept: str | None = caches["local"].get(key)
    if kept is None:
        day = business_today().replace(day=1) - timedelta(days=1)
        period = Period.objects.filter(from_on__lte=day, to_on__gte=day).first()
        kept = f"{period} {period.get_state_display()}" if period else ""
        caches["local"].set(key, kept, KEPT_SECONDS)
    return kept


def _module(module: Section, children: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "label": module.label,
        "icon": module.icon,
        "url": children[0]["url"],
        "count": sum(child["count"] for child in children if not child["again"]),
        "is_late": any(child["is_late"] for child in children),
        "is_current": False,
        "children": children if len(children) > 1 else [],
        "reach": max(child["reach"] for child in children),
    }


def _shown(item: Item, url: str, count: int, path: str) -> dict[str, Any]:
    return {
        "label": item.label,
        "url": url,
        "count": count,
        "is_late": item.late and count > 0,
        "again": item.again,
        "is_current": False,
        # The start page is the beginning of every path, and current only where it is the whole.
        "reach": len(url) if path == url or (url != "/" and path.startswith(url)) else 0,
    }


def _with_one_current(modules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark the module and the item whose address is the longest beginning of the path."""
    best = max((module["reach"] for module in modules), default=0)
    for module in modules:
        module["is_current"] = bool(best) and module["reach"] == best
        for child in module["children"]:
            child["is_current"] = module["is_current"] and child["reach"] == best
    return modules


def _may(user: Any, permission: str | None) -> bool:
    return permission is None or user.has_perm(permission)


def _address(url_name: str) -> str:
    return _address_in(settings.ROOT_URLCONF, url_name)


@cache
def _address_in(_urls: str, url_name: str) -> str:
    """Asked for every item of every page, and always the same."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
