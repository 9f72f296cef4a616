"""The kernel as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Knows no business noun and imports no app."""

    name = "core"
    verbose_name = _("Kernel")

    def ready(self) -> None:
        autodiscover_modules("imports")
