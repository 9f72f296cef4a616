"""Writes of reports."""

from .due import report_make_due, rows_of
from .report import FROZEN_GROUPS, is_intact, report_build, report_freeze, report_revise

__all__ = [
    "FROZEN_GROUPS",
    "is_intact",
    "report_build",
    "report_freeze",
    "report_make_due",
    "report_revise",
    "rows_of",
]
