"""Pages of products."""

from core.ui import page_urls
from products.views import pages

app_name = "products"
urlpatterns = page_urls(*pages)
