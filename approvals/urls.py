"""Pages of approvals."""

from approvals.views import pages
from core.ui import page_urls

app_name = "approvals"
urlpatterns = page_urls(*pages)
