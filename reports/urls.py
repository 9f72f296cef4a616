"""Pages of reports."""

from core.ui import page_urls
from reports import views

app_name = "reports"
urlpatterns = page_urls(
    views.DashboardShowPage,
    views.ReportListPage,
    views.ReportDetailPage,
    views.ReportErrorPage,
    views.ReportWorkbookPage,
    views.ReportPaperPage,
    views.ReportRevisePage,
    views.ReportAskPage,
    *views.quarter_result.pages,
)
