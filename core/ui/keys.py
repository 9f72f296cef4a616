"""Keys of records as addresses and forms bring them: digits a database can hold."""

from collections.abc import Iterable

DIGITS = 18  # the widest key of a database has nineteen, and not all of those


def key_of(text: object) -> int | None:
    """The key a text names; none where it can be nobody's."""
    word = str(text or "")
    return int(word) if word.isascii() and word.isdigit() and len(word) <= DIGITS else None


def keys_of(texts: Iterable[object]) -> list[int]:
    """The keys among the texts; the others are left out."""
    return [key for key in map(key_of, texts) if key is not None]
