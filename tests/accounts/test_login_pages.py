"""Every page of the log-in library opens in our dress."""

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from backoffice.checks.demo_passwords import demo_password_hash

NAMES = sorted(
    name
    for name in get_resolver().reverse_dict
    if isinstance(name, str) and name.startswith(("account_", "mfa_", "usersessions_"))
)


def address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse(name, args=["x"]) if name != "mfa_remove_webauthn" else ""


@pytest.mark.parametrize("name", NAMES)
def test_it_opens_for_anybody_and_for_li_min(name, client, li_min_client):
    try:
        url = address(name)
    except NoReverseMatch:
        pytest.skip("needs a key of its own")

    for browser in (client, li_min_client):
        answer = browser.get(url, follow=True)
        assert answer.status_code in {200, 403, 404, 405}, url
        if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
            assert "<html" in answer.content.decode()


def test_the_demo_tells_its_log_ins_and_nothing_else_does(client, li_min, settings):
    li_min.password = demo_password_hash()
    li_min.save()

    assert "demo-company" not in client.get("/accounts/login/").content.decode()
    settings.DEMO = True
    page = client.get("/accounts/login/").content.decode()

    assert "demo-company" in page
    assert li_min.username in page
