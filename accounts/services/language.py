"""The language a person reads."""

from django.conf import settings

from accounts.models import User


def user_choose_language(*, actor: User, language: str) -> None:
    """Keep the person's own choice; a language that is not offered is ignored."""
    if language in dict(settings.LANGUAGES) and actor.language != language:
        actor.language = language
        actor.save(update_fields=["language"])
