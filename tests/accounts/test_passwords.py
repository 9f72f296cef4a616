"""Password rules: length and common ones; with the switch the rules of 等保2.0."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import PasswordRecord

NOW = datetime(2026, 11, 20, 1, tzinfo=UTC)


@pytest.fixture
def dengbao2(settings):
    settings.PASSWORD_RULES = "dengbao2"


def complaints(password, user=None):
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return [error.code for error in refused.error_list]
    return []


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("ninechars", ["password_too_short"]),
        ("ten chars!", []),
        ("only small letters", []),
        ("1234567890", ["password_too_common"]),
    ],
)
def test_length_and_common_ones_decide(password, codes):
    assert complaints(password) == codes


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("only small letters", ["password_classes"]),
        ("small and 1", []),
        ("SmallCapital1", []),
        ("smallletters1", ["password_classes"]),
    ],
)
def test_dengbao_asks_for_three_classes(dengbao2, password, codes):
    assert complaints(password) == codes


def test_the_last_five_passwords_are_not_taken_again(dengbao2, li_min):
    for n in range(6):
        li_min.set_password(f"Yellow River {n}")
        li_min.save()

    assert complaints("Yellow River 0", li_min) == []
    assert [complaints(f"Yellow River {n}", li_min) for n in range(1, 6)] == [
        ["password_used_before"]
    ] * 5
    assert PasswordRecord.objects.filter(user=li_min).count() == 5


def test_without_the_switch_a_password_may_return(li_min):
    li_min.set_password("Yellow River 0")
    li_min.save()

    assert complaints("Yellow River 0", li_min) == []


def test_an_old_password_must_be_changed_before_anything_else(dengbao2, li_min, li_min_client):
    type(li_min).objects.update(password_changed_at=datetime.now(UTC) - timedelta(days=91))

    response = li_min_client.get("/people/profile/")

    assert (response.status_code, response["Location"]) == (302, "/accounts/password/change/")
    assert li_min_client.post("/accounts/logout/").status_code == 302


def test_without_the_switch_passwords_do_not_age(li_min, li_min_client):
    type(li_min).objects.update(password_changed_at=datetime.now(UTC) - timedelta(days=900))

    assert li_min_client.get("/people/profile/").status_code == 200


def test_half_an_hour_without_a_click_ends_the_session(dengbao2, li_min, li_min_client, client):
    li_min_client.get("/people/profile/")
    session = li_min_client.session
    session["seen_at"] -= 31 * 60
    session.save()

    response = li_min_client.get("/people/profile/")

    assert response["Location"] == "/accounts/login/?next=/people/profile/"
    assert "_auth_user_id" not in li_min_client.session


def test_without_the_switch_a_long_lunch_is_fine(li_min_client):
    li_min_client.get("/people/profile/")
    session = li_min_client.session
    session["seen_at"] -= 31 * 60
    session.save()

    assert li_min_client.get("/people/profile/").status_code == 200
