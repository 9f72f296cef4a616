"""Headers, language, health and figures."""

import pytest
from django.test import Client

from accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/accounts/login/", "/health/", "/nowhere/", "/metrics"])
def test_every_answer_carries_the_strict_headers(client: Client, path: str):
    headers = client.get(path).headers
    policy = dict(
        part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";")
    )
    assert policy == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=(self)" in headers["Permissions-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", ["/accounts/login/", "/nowhere/", "/api/v1/orders"])
def test_a_sign_no_database_keeps_is_refused_before_anybody_reads_it(client, method, path):
    client.force_login(UserFactory())

    answer = getattr(client, method)(path, {"code": "a\x00"})

    assert answer.status_code == 422
    assert "无法识别的字符" in answer.content.decode("unicode_escape" if "api" in path else "utf-8")


def test_what_a_person_sees_logged_in_is_not_kept(client: Client):
    client.force_login(UserFactory())
    assert client.get("/nowhere/").headers["Cache-Control"] == "no-store, private"


def test_health_needs_no_log_in_and_names_its_checks(client: Client):
    response = client.get("/health/")
    assert response.status_code == 200
    assert response.content.decode().splitlines() == [
        "Database(alias='default'): OK",
        "Cache(alias='default'): OK",
    ]


def test_figures_are_told_to_this_machine_only(client: Client):
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.7").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.7"}).status_code == 404


def test_the_language_is_chinese_whatever_the_browser_prefers(client: Client):
    response = client.get("/accounts/login/", headers={"Accept-Language": "en"})
    assert response.headers["Content-Language"] == "zh-hans"


def test_a_person_reads_the_language_they_chose(client: Client):
    client.force_login(UserFactory(language="en"))
    assert client.get("/nowhere/").headers["Content-Language"] == "en"
