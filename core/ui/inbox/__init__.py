"""What waits for a person, from every app that has something to ask."""

from .body import body
from .registry import (
    Batch,
    batch_of,
    count_for,
    forget,
    groups_of,
    provider,
    sections_of,
    tab,
    tabs_of,
)
from .rows import Each, Found, Many, Row, Waiting
from .statement import Question

__all__ = [
    "Batch",
    "Each",
    "Found",
    "Many",
    "Question",
    "Row",
    "Waiting",
    "batch_of",
    "body",
    "count_for",
    "forget",
    "groups_of",
    "provider",
    "sections_of",
    "tab",
    "tabs_of",
]
