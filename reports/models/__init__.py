"""Frozen reports, plans, what is confirmed of them."""

from .plan import SalesPlan
from .quarter_result import QuarterResult
from .report import Report

__all__ = ["QuarterResult", "Report", "SalesPlan"]
