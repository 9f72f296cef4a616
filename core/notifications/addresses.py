"""Links that lead into the office from outside."""

from urllib.parse import urlsplit

from django.conf import settings


def absolute(path: str) -> str:
    """The page's full address; '' while the installation does not know its own."""
    return f"{settings.SITE_URL.rstrip('/')}{path}" if path and settings.SITE_URL else ""


def host() -> str:
    """The name of the office's machine; '' while the installation does not know its own."""
    return urlsplit(settings.SITE_URL).netloc
