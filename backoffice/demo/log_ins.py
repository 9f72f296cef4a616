"""The demo company's log-ins beside the log-in form; only in demo mode."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from backoffice.checks.demo_passwords import DEMO_PASSWORD, people_with_demo_password

SHOWN = 40


def demo_logins(_request: HttpRequest) -> dict[str, Any]:
    """``demo_logins`` for the log-in page; asked for nowhere else, so it costs nothing there."""
    return {"demo_logins": SimpleLazyObject(_rows)} if settings.DEMO else {}


def _rows() -> list[dict[str, str]]:
    names = people_with_demo_password(limit=SHOWN)
    people = get_user_model()._default_manager.filter(username__in=names)
    return [
        {
            "username": person.get_username(),
            "password": DEMO_PASSWORD,
            "role": f"{person} · "
            + ", ".join(grant.get_role_display() for grant in person.role_grants.all()),
        }
        for person in people.prefetch_related("role_grants").order_by("pk")
    ]
