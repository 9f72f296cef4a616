"""Free text over several fields."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from core.search_text import normalize
from core.secrecy import may_see

_PREFIXES = {"^": "istartswith", "=": "iexact"}
# A sound is looked for inside the name from so many letters on; below, at its beginning.
_INSIDE_FROM = {"initials": 2, "pinyin": 3}


def search_condition(
    text: str, paths: Sequence[str | tuple[str, str]], user: Any, *, inside: bool = True
) -> Q | None:
    """All of the words, each in any of the fields the person may see; ``None`` without a word.

    Not ``inside``: a sound fits at the beginning of the name only.
    """
    words = normalize(text).split()[:8]
    if not words:
        return None
    seen = [p if isinstance(p, str) else p[0] for p in paths if _is_seen(p, user)]
    condition = Q()
    for word in words:
        anywhere = Q(pk__in=[])
        for path in seen:
            anywhere |= Q(**{f"{path.lstrip('^=~')}__{_look_up(path, word, inside=inside)}": word})
        condition &= anywhere
    return condition


def _look_up(path: str, word: str, *, inside: bool) -> str:
    if path[0] == "~":
        inside = inside and len(word) >= _INSIDE_FROM.get(path.rpartition("_")[2], 1)
        return "icontains" if inside else "istartswith"
    return _PREFIXES.get(path[0], "icontains")


def _is_seen(path: str | tuple[str, str], user: Any) -> bool:
    return isinstance(path, str) or may_see(user, path[1])
