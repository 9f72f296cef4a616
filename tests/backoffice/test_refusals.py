"""Production does not start half safe, and says why."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from accounts.factories import UserFactory
from accounts.models import User
from backoffice.checks.demo_passwords import (
    DEMO_PASSWORD,
    demo_password_hash,
    no_demo_passwords,
    people_with_demo_password,
    refuse_demo_passwords,
)
from backoffice.checks.refusals import refusals

ROOT = Path(__file__).resolve().parents[2]
KEY = "q8Zr-3vN1xLw_07TtYbKcEfHjMpSuXaDgRiWoVnZ5B2y4QmJ6s9dFhGk"
SAFE = {
    "DEBUG": False,
    "DEMO": False,
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": ["bo.example.cn"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
    "ALLOW_SQLITE": False,
    "REDIS_URL": "redis://store:6379/0",
    "SITE_URL": "https://bo.example.cn",
}
SQLITE = {"default": {"ENGINE": "django.db.backends.sqlite3"}}
GOOD_ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "backoffice.settings.production",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "bo.example.cn",
    "DATABASE_URL": "postgres://user:word@database/backoffice",
    "REDIS_URL": "redis://store:6379/0",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def demo_person(username: str, **changes) -> User:
    user = UserFactory(username=username, **changes)
    User.objects.filter(pk=user.pk).update(password=demo_password_hash())
    user.refresh_from_db()
    return user


def test_safe_settings_are_not_refused():
    assert refusals(SAFE) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"DEBUG": True}, "DEBUG is on"),
        ({"DEMO": True}, "DEMO is on"),
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "development-only-key-never-used-in-production"}, "everybody knows"),
        ({"SECRET_KEY": "django-insecure-" + KEY}, "everybody knows"),
        ({"SECRET_KEY": KEY[:49]}, "too short"),
        ({"SECRET_KEY": "ab" * 40}, "too plain"),
        ({"ALLOWED_HOSTS": []}, "ALLOWED_HOSTS is not set"),
        ({"ALLOWED_HOSTS": ["bo.example.cn", "*"]}, "ALLOWED_HOSTS is '*'"),
        ({"SESSION_COOKIE_SECURE": False}, "plain http"),
        ({"CSRF_COOKIE_SECURE": False}, "plain http"),
        ({"DATABASES": SQLITE}, "SQLite is for trying out"),
        ({"REDIS_URL": ""}, "REDIS_URL is not set"),
        ({"SITE_URL": ""}, "SITE_URL is not"),
        ({"SITE_URL": "http://bo.example.cn"}, "SITE_URL is not"),
    ],
)
def test_each_half_safe_setting_is_refused_with_one_sentence(change, reason):
    found = refusals({**SAFE, **change})
    assert len(found) == 1
    assert reason in found[0]


def test_sqlite_is_allowed_when_told_explicitly():
    assert refusals({**SAFE, "DATABASES": SQLITE, "ALLOW_SQLITE": True}) == []


def test_production_with_nothing_set_names_every_reason_at_once():
    done = manage("check", DJANGO_SETTINGS_MODULE="backoffice.settings.production")
    assert done.returncode != 0
    for reason in ("SECRET_KEY", "ALLOWED_HOSTS", "SQLite", "REDIS_URL"):
        assert reason in done.stderr
    assert "ImproperlyConfigured" in done.stderr


def test_production_passes_the_deployment_check_without_a_warning():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **GOOD_ENVIRONMENT)
    assert done.returncode == 0, done.stderr


@pytest.mark.django_db
def test_a_person_with_the_demo_password_is_found_and_refused(settings):
    settings.REFUSE_DEMO_PASSWORDS = True
    demo_person("li.na")
    demo_person("gone", is_active=False)
    assert people_with_demo_password() == ["li.na"]
    errors = no_demo_passwords(databases=["default"])
    assert [error.id for error in errors] == ["backoffice.E001"]
    assert no_demo_passwords() == []
    with pytest.raises(ImproperlyConfigured, match=r"li\.na"):
        refuse_demo_passwords()


@pytest.mark.django_db
@pytest.mark.parametrize("hasher", ["Argon2PasswordHasher", "PBKDF2PasswordHasher"])
def test_the_demo_password_works_survives_a_log_in_and_goes_with_a_change(settings, hasher):
    settings.PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{hasher}"]
    user = demo_person("li.na")
    assert user.check_password(DEMO_PASSWORD)
    assert people_with_demo_password() == ["li.na"]
    user.set_password("something of her own")
    user.save()
    assert people_with_demo_password() == []


@pytest.mark.django_db
def test_development_does_not_ask():
    demo_person("li.na")
    assert settings.REFUSE_DEMO_PASSWORDS is False
    refuse_demo_passwords()
