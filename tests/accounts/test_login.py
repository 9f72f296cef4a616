"""Log-in: by name or e-mail, closed after five wrong passwords, written down."""

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.db import IntegrityError

from accounts.factories import UserFactory
from core.models import AuditEntry


def verbs():
    return list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))


@pytest.mark.parametrize("name", ["li_min", "li_min@example.com", "LI_MIN@example.com"])
def test_li_min_logs_in_by_name_or_email(log_in, password, li_min, client, name):
    response = log_in(name, password)

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(li_min.pk)
    assert verbs() == ["accounts.logged_in"]


def test_log_in_gives_a_new_session_key(log_in, password, client):
    client.get("/accounts/login/")
    client.session.save()
    before = client.session.session_key

    log_in("li_min", password)

    assert client.session.session_key != before
    assert UserSession.objects.get().session_key == client.session.session_key


def test_remembered_sessions_last_a_fortnight_others_until_the_browser_closes(
    log_in, password, client
):
    log_in("li_min", password)
    assert client.session.get_expire_at_browser_close()

    client.post("/accounts/logout/")
    log_in("li_min", password, remember="on")
    assert client.session.get_expiry_age() == 14 * 24 * 3600


def test_a_wrong_password_is_refused_and_written_down(log_in, password, client, li_min):
    response = log_in("li_min", "not this one")

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    assert verbs() == ["accounts.login_failed"]
    assert AuditEntry.objects.get().subject_id == li_min.pk


def test_a_name_nobody_bears_is_not_kept(log_in, db):
    log_in("my-password-by-mistake", "not this one")

    entry = AuditEntry.objects.get()
    assert (entry.subject_id, entry.subject_text, entry.changes) == (None, "", {})


def test_five_wrong_passwords_close_the_account_for_a_quarter_of_an_hour(log_in, password, client):
    with time_machine.travel("2026-11-20 01:00Z", tick=False) as now:
        for name in ["li_min", "LI_MIN", "li_min@example.com", "li_min", "li_min"]:
            refused = log_in(name, "not this one")
        even_the_right_one = log_in("li_min", password)
        now.shift(16 * 60)
        later = log_in("li_min", password)

    assert refused.status_code == even_the_right_one.status_code == 429
    assert "密码连续输错 5 次，请 15 分钟后再试，或联系系统管理员。" in refused.content.decode()
    assert later.status_code == 302


def test_a_closed_account_does_not_close_a_colleagues(log_in, password, zhou_ting):
    for _ in range(5):
        log_in("zhou_ting", "not this one")

    assert log_in("li_min", password).status_code == 302


def test_nobody_signs_up(client, db):
    response = client.post(
        "/accounts/signup/", {"username": "intruder", "password1": "long enough 1"}
    )

    assert "_auth_user_id" not in client.session
    assert response.status_code == 200


def test_who_left_does_not_get_in_and_is_out_at_once(log_in, password, li_min, client):
    log_in("li_min", password)
    li_min.is_active = False
    li_min.save()

    assert client.get("/people/profile/").status_code == 302
    assert log_in("li_min", password).status_code == 302
    assert client.get("/people/profile/")["Location"].startswith("/accounts/login/")


def test_log_out_is_written_down(li_min_client):
    li_min_client.post("/accounts/logout/")

    assert verbs() == ["accounts.logged_in", "accounts.logged_out"]


def test_two_people_cannot_share_an_email(db):
    UserFactory(email="desk@example.com")

    with pytest.raises(IntegrityError):
        UserFactory(email="DESK@example.com")
