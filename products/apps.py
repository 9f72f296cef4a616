"""What is sold."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    """Families, units, prices, cost."""

    name = "products"
    verbose_name = _("Products")
