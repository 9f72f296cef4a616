"""Open log-ins: listed, ended by hand, ended with the account."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts import services
from core.errors import NotAllowed
from core.models import AuditEntry


@pytest.fixture
def two_browsers(li_min, password):
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.post("/accounts/login/", {"login": "li_min", "password": password})
    return browsers


def is_in(browser):
    return browser.get("/people/profile/").status_code == 200


def test_a_profile_lists_the_open_log_ins(two_browsers):
    page = two_browsers[0].get("/people/profile/")

    assert len(page.context["sessions"]) == 2


def test_one_of_ones_own_is_ended_from_the_profile(two_browsers):
    here, there = two_browsers
    session = UserSession.objects.get(session_key=there.session.session_key)

    here.post(f"/people/sessions/{session.pk}/end/")

    assert [is_in(here), is_in(there)] == [True, False]
    assert AuditEntry.objects.latest("id").verb == "accounts.session_ended"


def test_all_others_are_ended_at_once(two_browsers):
    here, there = two_browsers

    here.post("/people/sessions/end-others/")

    assert [is_in(here), is_in(there)] == [True, False]


def test_anothers_session_is_not_found_and_goes_on(two_browsers, zhou_ting_client):
    session = UserSession.objects.first()

    response = zhou_ting_client.post(f"/people/sessions/{session.pk}/end/")

    assert response.status_code == 404
    assert [is_in(browser) for browser in two_browsers] == [True, True]


def test_ending_is_never_a_get(two_browsers):
    here, there = two_browsers

    assert here.get("/people/sessions/end-others/").status_code == 405
    assert is_in(there)


def test_only_administrators_end_the_log_ins_of_others(two_browsers, zhou_ting, tang_wei, li_min):
    with pytest.raises(NotAllowed):
        services.sessions_end(actor=zhou_ting, user=li_min)
    assert is_in(two_browsers[0])

    assert services.sessions_end(actor=tang_wei, user=li_min) == 2
    assert [is_in(browser) for browser in two_browsers] == [False, False]


def test_a_closed_account_has_no_open_log_in_even_after_it_is_opened_again(
    two_browsers, tang_wei, li_min
):
    services.user_deactivate(actor=tang_wei, user=li_min)
    li_min.is_active = True
    li_min.save()

    assert [is_in(browser) for browser in two_browsers] == [False, False]
