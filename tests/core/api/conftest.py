"""Callers of the API."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.clock import business_date
from core.models import ApiToken
from core.tokens import scopes_known, token_make
from tests.cast import create_person


class Caller:
    """A program with somebody's token."""

    def __init__(self, name: str, scopes: list[str] | None = None, days: int = 30) -> None:
        self.user = create_person(name)
        now = timezone.now()
        on = business_date(now)
        self.token, self.secret = token_make(
            actor=self.user,
            name="测试",
            scopes=scopes_known() if scopes is None else scopes,
            expires_on=date.fromordinal(on.toordinal() + days),
            on=on,
            at=now,
        )
        self.client = Client(enforce_csrf_checks=True)

    def headers(self, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}", **more}

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", query, headers=self.headers())

    def send(self, path: str, method: str = "post", key: str = "", **body: Any) -> Any:
        call = getattr(self.client, method)
        return call(
            f"/api/v1/{path}",
            json.dumps(body),
            content_type="application/json",
            headers=self.headers(**({"Idempotency-Key": key} if key else {})),
        )


@pytest.fixture
def caller(db: None) -> type[Caller]:
    return Caller


@pytest.fixture
def assistant(db: None) -> Caller:
    return Caller("li_min")


__all__ = ["ApiToken", "Caller"]
