"""Passwords for the cast, where a test types one."""

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.cast import PASSWORD


@pytest.fixture(autouse=True)
def fresh_limits():
    """Rates are counted in the cache; each test starts with nothing counted."""
    cache.clear()


@pytest.fixture
def password(li_min: User) -> str:
    """李敏 has a password."""
    li_min.set_password(PASSWORD)
    li_min.save()
    return PASSWORD


@pytest.fixture
def log_in(client: Client):
    """Type name and password into the log-in page."""

    def typed(name: str, password: str, **more: str):
        return client.post("/accounts/login/", {"login": name, "password": password, **more})

    return typed
