"""Links in letters lead to an address that was set, never to what a request called us."""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def site_url(**_kwargs: Any) -> list[checks.CheckMessage]:
    """For `manage.py check --deploy`, whatever the settings are called."""
    if settings.SITE_URL:
        return []
    sentence = (
        "SITE_URL is not set: no letter with a link is sent, and messages carry none. "
        "Set it: SITE_URL=https://bo.corp.cn"
    )
    return [checks.Error(sentence, id="backoffice.E003")]
