"""What is sold."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    """Families, units, prices, cost."""

    name = "products"
    verbose_name = _("Products")

    def ready(self) -> None:
        import_module("products.menu")
