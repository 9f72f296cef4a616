"""The kernel's addresses."""

from core.ui.pages import page_urls
from core.views import imports
from core.views.inbox import InboxPage

app_name = "core"
urlpatterns = page_urls(InboxPage, *imports.pages)
