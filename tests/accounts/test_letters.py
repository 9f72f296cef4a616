"""Letters of the log-in lead to the office, whatever the request called it."""

import re

import pytest
from django.core import mail

pytestmark = pytest.mark.usefixtures("password")


@pytest.fixture(autouse=True)
def office(settings):
    settings.SITE_URL = "https://office.example"


def asked_for(client, email):
    answer = client.post(
        "/accounts/password/reset/",
        {"email": email},
        headers={"host": "evil.example", "x-forwarded-host": "evil.example"},
    )
    assert answer.status_code == 302
    return [f"{letter.subject}\n{letter.body}" for letter in mail.outbox]


def test_the_link_to_a_new_password_leads_to_the_office(client, li_min):
    (letter,) = asked_for(client, li_min.email)

    assert "evil.example" not in letter
    assert re.findall(r"https?://\S+/", letter)[0].startswith(
        "https://office.example/accounts/password/reset/key/"
    )
    assert letter.startswith("[office.example] ")


def test_a_stranger_is_written_no_letter(client):
    assert asked_for(client, "nobody@example.com") == []
