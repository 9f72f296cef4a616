"""Writes of reports."""

from .due import report_complete, report_make_due, rows_of
from .quarter_result import (
    quarter_result_answer,
    quarter_result_check,
    quarter_result_confirm,
    quarter_result_dispute,
    quarter_results_make,
)
from .report import FROZEN_GROUPS, is_intact, report_build, report_freeze, report_revise

__all__ = [
    "FROZEN_GROUPS",
    "is_intact",
    "quarter_result_answer",
    "quarter_result_check",
    "quarter_result_confirm",
    "quarter_result_dispute",
    "quarter_results_make",
    "report_build",
    "report_complete",
    "report_freeze",
    "report_make_due",
    "report_revise",
    "rows_of",
]
