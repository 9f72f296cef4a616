"""Production does not start half safe. Each refusal says what to set; knows nothing of Django."""

from collections.abc import Iterator, Mapping
from typing import Any

SHORTEST_KEY = 50
FEWEST_CHARACTERS = 10
KNOWN_KEYS = ("django-insecure-", "development-only", "test-only", "change-me", "changeme")


def about_the_key(key: str) -> Iterator[str]:
    how = (
        "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(64))' "
        "and keep it out of the repository."
    )
    if not key:
        yield f"SECRET_KEY is not set. {how}"
    elif key.startswith(KNOWN_KEYS):
        yield f"SECRET_KEY is one that everybody knows. {how}"
    elif len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS:
        yield f"SECRET_KEY is too short or too plain ({SHORTEST_KEY} characters at least). {how}"


def about_hosts(hosts: list[str]) -> Iterator[str]:
    if not hosts:
        yield "ALLOWED_HOSTS is not set. Name the addresses people use: ALLOWED_HOSTS=bo.corp.cn"
    if "*" in hosts:
        yield "ALLOWED_HOSTS is '*', which lets anybody forge our links. Name the addresses."


def about_site(settings: Mapping[str, Any]) -> Iterator[str]:
    """Without an address of its own a letter would lead to whatever its reader's machine, or a
    stranger, called the office."""
    if not settings["SITE_URL"].startswith("https://"):
        yield (
            "SITE_URL is not the office's https address, with which links in letters begin. "
            "Set it: SITE_URL=https://bo.corp.cn"
        )


def about_cookies(settings: Mapping[str, Any]) -> Iterator[str]:
    if not settings["SESSION_COOKIE_SECURE"] or not settings["CSRF_COOKIE_SECURE"]:
        yield (
            "Cookies would travel over plain http. Serve the site over https and remove "
            "INSECURE_COOKIES."
        )


def about_stores(settings: Mapping[str, Any]) -> Iterator[str]:
    engine = settings["DATABASES"]["default"]["ENGINE"]
    if "sqlite" in engine and not settings["ALLOW_SQLITE"]:
        yield (
            "SQLite is for trying out. Set DATABASE_URL=postgres://…, or ALLOW_SQLITE=1 when one "
            "small machine is really all there will be."
        )
    if not settings["REDIS_URL"]:
        yield "REDIS_URL is not set. Jobs and the cache need a Redis-compatible store."


def refusals(settings: Mapping[str, Any]) -> list[str]:
    """Every reason not to start with these settings; empty when there is none."""
    found = []
    if settings["DEBUG"]:
        found.append("DEBUG is on, which shows our insides to anybody. Remove DEBUG.")
    if settings["DEMO"]:
        found.append("DEMO is on, which shows log-ins to anybody. Remove DEMO.")
    found += about_the_key(settings["SECRET_KEY"])
    found += about_hosts(settings["ALLOWED_HOSTS"])
    found += about_site(settings)
    found += about_cookies(settings)
    found += about_stores(settings)
    return found
