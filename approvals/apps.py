"""Who has to sign what, who signed it, and what waits for whom."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    """Flows as data, requests with their decisions, the inbox."""

    name = "approvals"
    verbose_name = _("Approvals")

    def ready(self) -> None:
        import_module("approvals.menu")
