"""The figures, on time, explained."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Reports, plans and the dashboard."""

    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        import_module("reports.menu")
