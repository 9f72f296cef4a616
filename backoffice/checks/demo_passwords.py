"""The demo company's passwords are known to everybody; production does not start with them.

They are hashed with one salt, so one query finds whoever still has one; a changed password gets a
salt of its own. The salt is as long as Django's own, or the first log-in would replace it.
"""

import base64
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.models import Q

DEMO_PASSWORD = "demo-company"  # noqa: S105
DEMO_SALT = "demoCompanyDemoCompany01"


def demo_password_hash() -> str:
    """What the demo company's people get as `password`."""
    return make_password(DEMO_PASSWORD, salt=DEMO_SALT)


def people_with_demo_password(limit: int = 10) -> list[str]:
    """User names of active people who can log in with a password everybody knows."""
    encoded = base64.b64encode(DEMO_SALT.encode()).decode().rstrip("=")
    people = get_user_model()._default_manager.filter(
        Q(password__contains=f"${DEMO_SALT}$") | Q(password__contains=f"${encoded}$"),
        is_active=True,
    )
    return list(people.order_by("username").values_list("username", flat=True)[:limit])


def sentence(names: list[str]) -> str:
    return (
        f"These people still have the demo company's password: {', '.join(names)}. "
        "Give each a password of their own, deactivate them, or start with an empty database."
    )


@checks.register(checks.Tags.database, deploy=True)
def no_demo_passwords(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """For `manage.py check --deploy --database default`."""
    names = people_with_demo_password() if databases else []
    return [checks.Error(sentence(names), id="backoffice.E001")] if names else []


def refuse_demo_passwords() -> None:
    """For the entry of server and worker; a database that is not there yet is not a reason."""
    if not settings.REFUSE_DEMO_PASSWORDS:
        return
    try:
        names = people_with_demo_password()
    except DatabaseError:
        return
    finally:
        if not connection.in_atomic_block:
            connection.close()  # the server's processes start without one
    if names:
        raise ImproperlyConfigured(sentence(names))
