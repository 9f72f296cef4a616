"""Whether a link would be refused: asked before it is shown."""

from functools import lru_cache
from re import compile as pattern
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

_KEYS = pattern(r"\d+")


def may_open(user: Any, address: str) -> bool:
    """Whether the person's role ever opens the page at this address."""
    found, page = _page_at(settings.ROOT_URLCONF, _KEYS.sub("0", urlsplit(address).path))
    return found and (page is None or bool(page.is_for(user)))


@lru_cache(maxsize=1_000)
def _page_at(_urls: str, path: str) -> tuple[bool, Any]:
    """Whether anything stands there, and the page of ours; records differ in their keys alone."""
    try:
        view: Any = resolve(path).func
    except Resolver404:
        return False, None
    page = getattr(view, "view_class", None)
    return True, page if hasattr(page, "is_for") else None
