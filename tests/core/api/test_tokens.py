"""Tokens: made by their owner, shown once, ended."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.clock import business_date, business_today
from core.errors import BusinessError, NotAllowed
from core.models import ApiToken, AuditEntry
from core.tokens import digest_of, token_end, token_make


def typed(**more):
    on = business_today()
    return {
        "name": "财务软件",
        "expires_on": (on + timedelta(days=30)).isoformat(),
        "scopes": ["orders:read", "receipts:write"],
        **more,
    }


def test_a_token_is_shown_once_and_kept_as_a_digest(li_min, li_min_client: Client):
    page = li_min_client.post("/tokens/", typed()).content.decode()

    secret = re.search(r">(bo_[\w-]{43})<", page)[1]
    token = ApiToken.objects.get()
    assert token.digest == digest_of(secret)
    assert token.scopes == ["orders:read", "receipts:write"]
    assert secret not in li_min_client.get("/tokens/").content.decode()
    assert AuditEntry.objects.get(verb="core.token_made").subject_id == token.pk
    answer = Client().get("/api/v1/orders", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 200

    li_min_client.post(f"/api-token/{token.pk}/end/")
    answer = Client().get("/api/v1/orders", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401
    assert AuditEntry.objects.filter(verb="core.token_ended").count() == 1


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["all:write"]}, {"expires_on": "2099-01-01"}]
)
def test_what_is_no_token_is_refused(li_min_client: Client, wrong):
    assert li_min_client.post("/tokens/", typed(**wrong)).status_code == 422
    assert ApiToken.objects.count() == 0


def test_another_persons_token_is_neither_seen_nor_ended(
    li_min, zhou_ting, tang_wei, zhou_ting_client: Client
):
    now = timezone.now()
    on = business_date(now)
    token, _secret = token_make(
        actor=li_min, name="x", scopes=["orders:read"], expires_on=on, on=on, at=now
    )

    assert zhou_ting_client.post(f"/api-token/{token.pk}/end/").status_code == 404
    with pytest.raises(NotAllowed):
        token_end(actor=zhou_ting, token=token, at=now)
    assert token_end(actor=tang_wei, token=token, at=now).ended_at == now


def test_nobody_holds_more_than_twenty(li_min):
    now = timezone.now()
    on = business_date(now)
    known = {"actor": li_min, "name": "x", "scopes": ["orders:read"], "expires_on": on}
    for _number in range(20):
        token_make(**known, on=on, at=now)

    with pytest.raises(BusinessError):
        token_make(**known, on=on, at=now)
