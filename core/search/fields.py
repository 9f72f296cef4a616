"""What a word may be looked for in: a field is asked only for words that could stand there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Replace

from core.search_text import normalize
from core.secrecy import CONTACT, may_see

MOST_WORDS = 6
LONGEST = 100
SEPARATORS = (" ", "-")


@dataclass(frozen=True)
class Field:
    """One path of a source; ``secret`` leaves it out for who may not see it."""

    path: str
    kind: str
    secret: str = ""
    shortest: int = 2

    def condition(self, word: str) -> Q | None:
        """Where the word stands in the field; ``None`` where it never could."""
        if len(word) < self.shortest:
            return None
        if self.kind == "words":
            return Q(**{f"{self.path}__icontains": word})
        if not word.isascii():
            return None
        if self.kind == "tail":
            return Q(**{f"{self.alias}__endswith": word}) if word.isdigit() else None
        if self.kind == "sound" and not word.isalpha():
            return None
        return Q(**{f"{self.path}__icontains": word})

    @property
    def alias(self) -> str:
        """The name under which a number is read without its separators."""
        return f"bare_{self.path}" if self.kind == "tail" else ""

    @property
    def bare(self) -> Any:
        """The number without separators, as both databases write it."""
        made: Any = F(self.path)
        for separator in SEPARATORS:
            made = Replace(made, Value(separator))
        return made


def number(*paths: str) -> list[Field]:
    """Numbers and codes: any part of three signs or more, upper or lower case."""
    return [Field(path, "number", shortest=3) for path in paths]


def words(*paths: str, shortest: int = 2) -> list[Field]:
    """Names and texts; on large tables ``shortest=3``, which is what an index can find."""
    return [Field(path, "words", shortest=shortest) for path in paths]


def sound(*paths: str) -> list[Field]:
    """Initials (``hysd``) and full pinyin kept by ``SearchText`` beside the name."""
    kept = [Field(f"{path}_initials", "sound") for path in paths]
    return kept + [Field(f"{path}_pinyin", "sound", shortest=3) for path in paths]


def tail(*paths: str, secret: str = CONTACT) -> list[Field]:
    """The last four digits or more of a telephone; only for who may read it."""
    return [Field(path, "tail", secret=secret, shortest=4) for path in paths]


def parts(text: str) -> list[str]:
    """The words of what was typed."""
    return normalize(text[:LONGEST]).split()[:MOST_WORDS]


def condition(fields: Sequence[Field], text: str, user: Any) -> tuple[Q, dict[str, Any]] | None:
    """All of the words, each in any of the fields; ``None`` where one can stand in none.

    Also gives the expressions that the condition names.
    """
    seen = [field for field in fields if may_see(user, field.secret)]
    whole, aliases = Q(), {}
    words = parts(text)
    for word in words:
        anywhere = Q()
        for field in seen:
            found = field.condition(word)
            if found is None:
                continue
            anywhere |= found
            if field.alias:
                aliases[field.alias] = field.bare
        if not anywhere:
            return None
        whole &= anywhere
    return (whole, aliases) if words else None
