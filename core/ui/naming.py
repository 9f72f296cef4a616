"""Nouns from class names: ``HandOver`` is ``hand_over`` in addresses, names and arguments."""

import re

from django.db.models import Model

_WORDS = re.compile(r"[A-Z][a-z0-9]*")


def words_of(name: str) -> list[str]:
    """The words of a class name."""
    return [word.lower() for word in _WORDS.findall(name)]


def noun_of(model: type[Model]) -> str:
    """The noun a model stands for."""
    return "_".join(words_of(model.__name__))
