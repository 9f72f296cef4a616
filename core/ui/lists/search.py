"""Free text over several fields."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from core.search_text import normalize
from core.secrecy import may_see

_PREFIXES = {"^": "istartswith", "=": "iexact"}


def search_condition(text: str, paths: Sequence[str | tuple[str, str]], user: Any) -> Q | None:
    """All of the words, each in any of the fields the person may see; ``None`` without a word."""
    words = normalize(text).split()[:8]
    if not words:
        return None
    seen = [p if isinstance(p, str) else p[0] for p in paths if _is_seen(p, user)]
    condition = Q()
    for word in words:
        anywhere = Q(pk__in=[])
        for path in seen:
            look_up = _PREFIXES.get(path[0], "icontains")
            anywhere |= Q(**{f"{path.lstrip('^=')}__{look_up}": word})
        condition &= anywhere
    return condition


def _is_seen(path: str | tuple[str, str], user: Any) -> bool:
    return isinstance(path, str) or may_see(user, path[1])
