"""The kernel's own tables."""

from .audit import AuditEntry, AuditSeal
from .imports import ImportBatch, ImportMapping, ImportRow
from .number import NumberCounter, NumberSeries
from .saved_view import SavedView
from .submission import Submission

__all__ = [
    "AuditEntry",
    "AuditSeal",
    "ImportBatch",
    "ImportMapping",
    "ImportRow",
    "NumberCounter",
    "NumberSeries",
    "SavedView",
    "Submission",
]
