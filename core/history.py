"""The history of a document: who, when, from what, to what, and why."""

from typing import Any

from simple_history.models import HistoricalRecords


def history(**options: Any) -> HistoricalRecords:
    """Put on a document, keeps every saved state of it."""
    return HistoricalRecords(**options)
