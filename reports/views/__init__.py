"""Pages of reports."""

from .ask import ReportAskPage
from .dashboard import DashboardShowPage
from .report import (
    ReportDetailPage,
    ReportListPage,
    ReportPaperPage,
    ReportRevisePage,
    ReportWorkbookPage,
)

__all__ = [
    "DashboardShowPage",
    "ReportAskPage",
    "ReportDetailPage",
    "ReportListPage",
    "ReportPaperPage",
    "ReportRevisePage",
    "ReportWorkbookPage",
]
