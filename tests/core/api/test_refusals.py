"""Under the API every refusal is JSON, also where no view of it was reached."""

import pytest
from django.db import OperationalError
from django.test import Client

from backoffice import middleware
from core.errors import Busy

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("get", "/api/v1/nowhere", 404, "not_found"),
        ("get", "/api/", 404, "not_found"),
        ("put", "/api/v1/orders", 405, "method"),
        ("get", "/api/v1/orders/1/submit", 405, "method"),
        ("get", "/api/v1/orders", 401, "unauthorized"),
    ],
)
def test_what_is_not_there_is_said_as_json(client, method, path, status, code):
    answer = getattr(client, method)(path)

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
    assert (answer.json()["code"], answer.json()["field"]) == (code, "")
    assert ("Allow" in answer) == (status == 405)


def test_what_is_too_large_and_what_breaks_is_said_as_json(client, settings, monkeypatch):
    settings.REQUEST_MAX_BYTES = 10
    large = client.post("/api/v1/orders", "x" * 11, content_type="application/json")
    assert (large.status_code, large.json()["code"]) == (413, "too_large")

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("core.api.access.token_of", broken)
    quiet = Client(raise_request_exception=False)
    fault = quiet.get("/api/v1/orders", headers={"Authorization": "Bearer bo_x"})
    assert (fault.status_code, fault.json()["code"]) == (500, "fault")


@pytest.mark.parametrize(("path", "is_json"), [("/api/v1/orders", True), ("/orders/order/", False)])
def test_a_clash_is_said_as_json_to_a_program_and_as_a_page_to_a_person(
    rf, li_min, monkeypatch, path, is_json
):
    monkeypatch.setattr(middleware, "refusal_of", lambda _error: Busy("Later."))
    request = rf.get(path)
    request.user = li_min

    answer = middleware.clashes(lambda _request: None).process_exception(
        request, OperationalError()
    )

    assert answer.status_code == 503
    assert (answer["Content-Type"] == "application/json") == is_json
