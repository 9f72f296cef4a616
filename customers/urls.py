"""Pages of the customer archive."""

from core.ui import page_urls
from customers.views import pages

app_name = "customers"
urlpatterns = page_urls(*pages)
