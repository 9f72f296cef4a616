"""The kernel's addresses."""

from core.ui.pages import page_urls
from core.views import (
    api_token,
    correction,
    duty,
    imports,
    notification,
    papers,
    period,
    schedule,
    sending,
)
from core.views.inbox import InboxPage
from core.views.job import (
    JobCancelPage,
    JobDetailPage,
    JobFilePage,
    JobListPage,
    JobRetryPage,
    JobStatePage,
)
from core.views.search import SearchPage

app_name = "core"
urlpatterns = page_urls(
    InboxPage,
    SearchPage,
    JobListPage,
    JobDetailPage,
    JobStatePage,
    JobFilePage,
    JobCancelPage,
    JobRetryPage,
    *imports.pages,
    *notification.pages,
    *papers.pages,
    *duty.pages,
    *api_token.pages,
    *sending.pages,
    *correction.pages,
    *period.pages,
    *schedule.pages,
)
