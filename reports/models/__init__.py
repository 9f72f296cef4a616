"""Frozen reports and plans."""

from .plan import SalesPlan
from .report import Report

__all__ = ["Report", "SalesPlan"]
