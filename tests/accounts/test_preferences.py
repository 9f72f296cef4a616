"""Language and theme belong to the person."""

import pytest

from accounts.models import User


def test_the_office_speaks_chinese_whatever_the_browser_wishes(client, db):
    page = client.get("/accounts/login/", headers={"accept-language": "en-US,en"})

    assert page["Content-Language"] == "zh-hans"


def test_language_and_theme_are_kept_with_the_person(li_min, li_min_client):
    chosen = {"language": "en", "theme": "dark", "next": "/people/profile/"}

    response = li_min_client.post("/people/preferences/", chosen)

    assert (response.status_code, response["Location"]) == (302, "/people/profile/")
    assert User.objects.values_list("language", "theme").get(pk=li_min.pk) == ("en", "dark")
    assert li_min_client.get("/people/profile/")["Content-Language"] == "en"


def test_as_the_system_is_no_theme(li_min, li_min_client):
    User.objects.update(theme="dark")

    assert li_min_client.post("/people/preferences/", {"theme": "auto"}).status_code == 204
    assert User.objects.get().theme == ""


@pytest.mark.parametrize("choice", [{"language": "xx"}, {"theme": "pink"}])
def test_what_is_not_offered_is_refused_in_words(li_min, li_min_client, choice):
    response = li_min_client.post("/people/preferences/", choice)

    assert response.status_code == 422
    assert User.objects.values_list("language", "theme").get() == ("", "")


def test_before_log_in_the_language_lies_in_a_cookie(client, db):
    client.post("/people/preferences/", {"language": "en", "next": "/accounts/login/"})

    assert client.get("/accounts/login/")["Content-Language"] == "en"


def test_nobody_is_sent_to_another_site(li_min_client):
    response = li_min_client.post(
        "/people/preferences/", {"language": "en", "next": "https://evil.example/"}
    )

    assert response["Location"] == "/"


def test_choosing_is_never_a_get(li_min_client):
    assert li_min_client.get("/people/preferences/").status_code == 405
