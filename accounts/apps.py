"""People, departments, roles, deputies, log-in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who is here and what each may see."""

    name = "accounts"
    verbose_name = _("People")
