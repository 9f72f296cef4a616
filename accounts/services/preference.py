"""How a person likes the page."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Theme
from accounts.models import User
from core.errors import BusinessError


@transaction.atomic
def preferences_set(*, actor: User, language: str | None = None, theme: str | None = None) -> None:
    """Keep the person's language and theme; '' follows the office and the device."""
    if language is not None:
        if language and language not in dict(settings.LANGUAGES):
            raise BusinessError(_("This language is not offered."), field="language")
        actor.language = language
    if theme is not None:
        if theme and theme not in Theme.values:
            raise BusinessError(_("This theme is not offered."), field="theme")
        actor.theme = theme
    User.objects.filter(pk=actor.pk).update(language=actor.language, theme=actor.theme)
