"""Frozen reports for other programs."""

from core.api import noun
from reports.lists import QuarterResultList, ReportList

noun("reports", ReportList, "reports.view_report")
noun(
    "quarters",
    QuarterResultList,
    "reports.view_quarterresult",
    refs=("report", "salesperson", "region"),
)
