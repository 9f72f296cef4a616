"""Forbidden, missing, broken: each page says what is, why, and what to do."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.templates.pages")]


def test_a_forbidden_page_says_who_could(client):
    answer = client.get("/forbidden/")
    assert answer.status_code == 403
    assert "方文（销售经理）" in answer.content.decode()


def test_a_missing_page_offers_to_search(li_min_client):
    answer = li_min_client.get("/missing/")
    assert answer.status_code == 404
    assert "没有这个页面或这条记录" in answer.content.decode()


def test_a_broken_page_carries_the_number_of_the_log():
    answer = Client(raise_request_exception=False).get("/broken/")
    assert answer.status_code == 500
    number = answer["X-Request-ID"]
    assert len(number) > 20
    assert number in answer.content.decode()
    assert "数据没有改动" in answer.content.decode()


def test_the_log_in_speaks_chinese_and_keeps_what_was_typed(client):
    answer = client.post("/accounts/login/", {"login": "li_min", "password": "very wrong 2026"})
    page = answer.content.decode()
    assert 'value="li_min"' in page
    assert 'role="alert"' in page
    assert "very wrong 2026" not in page
