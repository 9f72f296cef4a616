"""People, departments, roles, deputies, log-in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who is here and what each may see."""

    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from accounts import menu, receivers  # noqa: F401
        from accounts.selectors.sight import may_see
        from core import secrecy

        secrecy.register(may_see)
