"""The API: nouns that apps declare, read by their lists and written by their services.

See ``docs/api.md``.
"""

from .bodies import Body, Id, Line, Money, Price, Prose, Quantity, Stale, Word, body_of
from .nouns import Call, Command, Noun, noun, nouns, picked, picked_all, values, writes

__all__ = [
    "Body",
    "Call",
    "Command",
    "Id",
    "Line",
    "Money",
    "Noun",
    "Price",
    "Prose",
    "Quantity",
    "Stale",
    "Word",
    "body_of",
    "noun",
    "nouns",
    "picked",
    "picked_all",
    "values",
    "writes",
]
