"""The product as a Django app: its commands, its checks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BackofficeConfig(AppConfig):
    """Stands on top: may import every app, no app imports it."""

    name = "backoffice"
    verbose_name = _("Sales back office")

    def ready(self) -> None:
        from backoffice.checks import demo_passwords, site, store  # noqa: F401 - registers checks
