"""From the customer's call to the signed delivery note and the money."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    """Orders, shipments, invoices, receipts and the movements behind every figure."""

    name = "orders"
    verbose_name = _("Orders")
