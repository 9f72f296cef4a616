"""What differs between PostgreSQL and SQLite stands here and nowhere else."""

from .copying import copy_rows, update_rows
from .locks import exclusive, for_key_share, for_share, keep, settle
from .reading import columns_of, in_columns
from .statements import (
    Among,
    DaysBetween,
    as_digits,
    ask,
    exact,
    is_clash,
    is_taken,
    marks,
    portions,
    sum_of,
)
from .tables import count_rows, loading, trigram_indexes

__all__ = [
    "Among",
    "DaysBetween",
    "as_digits",
    "ask",
    "columns_of",
    "copy_rows",
    "count_rows",
    "exact",
    "exclusive",
    "for_key_share",
    "for_share",
    "in_columns",
    "is_clash",
    "is_taken",
    "keep",
    "loading",
    "marks",
    "portions",
    "settle",
    "sum_of",
    "trigram_indexes",
    "update_rows",
]
