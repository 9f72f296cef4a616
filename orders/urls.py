"""The pages of this app; each module of views names its own in ``pages``."""

from core.ui import page_urls

from .views import entry, hand_over, issue, lookup, order, verification

app_name = "orders"
urlpatterns = page_urls(
    *lookup.pages,
    *entry.pages,
    *order.pages,
    *verification.pages,
    *hand_over.pages,
    *issue.pages,
)
