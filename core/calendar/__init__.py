"""Working days and office hours of the Chinese calendar."""

from .counting import (
    add_working_days,
    forget,
    is_announced,
    is_working_day,
    next_working_day,
    unannounced,
    working_days_between,
)
from .hours import add_working_minutes, closing_of, working_minutes_between
from .loading import changed, load_missing, load_year, seeded_years

__all__ = [
    "add_working_days",
    "add_working_minutes",
    "changed",
    "closing_of",
    "forget",
    "is_announced",
    "is_working_day",
    "load_missing",
    "load_year",
    "next_working_day",
    "seeded_years",
    "unannounced",
    "working_days_between",
    "working_minutes_between",
]
