"""Letters of the log-in lead to the office, whatever the request called it."""

import re

import pytest
from django.core import mail

from backoffice.checks.site import site_url

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


def test_an_office_without_an_address_writes_no_letter_that_could_be_forged(
    client, li_min, settings
):
    settings.SITE_URL = ""

    assert asked_for(client, li_min.email) == []
    assert [fault.id for fault in site_url()] == ["backoffice.E003"]
