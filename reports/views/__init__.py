"""Pages of reports."""

from . import quarter_result
from .ask import ReportAskPage
from .dashboard import DashboardShowPage
from .report import (
    ReportDetailPage,
    ReportErrorPage,
    ReportListPage,
    ReportPaperPage,
    ReportRevisePage,
    ReportWorkbookPage,
)

__all__ = [
    "DashboardShowPage",
    "ReportAskPage",
    "ReportDetailPage",
    "ReportErrorPage",
    "ReportListPage",
    "ReportPaperPage",
    "ReportRevisePage",
    "ReportWorkbookPage",
    "quarter_result",
]
