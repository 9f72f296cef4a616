"""The kernel's own tables."""

from .audit import AuditEntry, AuditSeal
from .number import NumberCounter, NumberSeries
from .submission import Submission

__all__ = ["AuditEntry", "AuditSeal", "NumberCounter", "NumberSeries", "Submission"]
