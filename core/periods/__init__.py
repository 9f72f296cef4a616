"""Months of business: their days, the spans built of them, and what is closed."""

from .blocking import Block, blocks_of, closing
from .guarding import LEDGERS, PeriodClosed, close, closed_ledgers, closed_spans, guard, reopen
from .making import ensure, period_of, touched
from .spans import (
    DAILY,
    KINDS,
    MONTHLY,
    QUARTERLY,
    WEEKLY,
    YEARLY,
    Span,
    check_reach,
    last_year_span,
    previous_span,
    span,
)

__all__ = [
    "DAILY",
    "KINDS",
    "LEDGERS",
    "MONTHLY",
    "QUARTERLY",
    "WEEKLY",
    "YEARLY",
    "Block",
    "PeriodClosed",
    "Span",
    "blocks_of",
    "check_reach",
    "close",
    "closed_ledgers",
    "closed_spans",
    "closing",
    "ensure",
    "guard",
    "last_year_span",
    "period_of",
    "previous_span",
    "reopen",
    "span",
    "touched",
]
