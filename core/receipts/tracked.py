"""Which records are sent to people and keep who has read them."""

from django.db import models

_labels: set[str] = set()


def track(label: str) -> None:
    """Records of ``app.Model`` are sent: their page notes who opens it, and shows who has."""
    _labels.add(label.lower())


def is_tracked(record: models.Model) -> bool:
    """Whether its reading is noted."""
    return record._meta.label_lower in _labels


def labels() -> set[str]:
    """Every kind of record whose reading is noted."""
    return set(_labels)
