"""Which records are sent to people and keep who has read them."""

from django.db import models

_labels: set[str] = set()
_elsewhere: set[str] = set()


def track(label: str, *, is_in_inbox: bool = False) -> None:
    """Records of ``app.Model`` are sent: their page notes who opens it, and shows who has."""
    _labels.add(label.lower())
    (_elsewhere.add if is_in_inbox else _elsewhere.discard)(label.lower())


def to_be_read() -> set[str]:
    """The kinds that wait in the inbox to be read, and under no other heading."""
    return _labels - _elsewhere


def is_tracked(record: models.Model) -> bool:
    """Whether its reading is noted."""
    return record._meta.label_lower in _labels


def labels() -> set[str]:
    """Every kind of record whose reading is noted."""
    return set(_labels)
