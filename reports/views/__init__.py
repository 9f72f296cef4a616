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
from .schedule import PeriodicTaskChangePage, ScheduleBoardPage

__all__ = [
    "DashboardShowPage",
    "PeriodicTaskChangePage",
    "ReportAskPage",
    "ReportDetailPage",
    "ReportListPage",
    "ReportPaperPage",
    "ReportRevisePage",
    "ReportWorkbookPage",
    "ScheduleBoardPage",
]
