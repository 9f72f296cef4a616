"""Writes of reports."""

from .report import is_intact, report_build, report_freeze, report_revise

__all__ = ["is_intact", "report_build", "report_freeze", "report_revise"]
