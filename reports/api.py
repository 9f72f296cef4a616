"""Frozen reports for other programs."""

from core.api import noun
from reports.lists import ReportList

noun("reports", ReportList, "reports.view_report")
