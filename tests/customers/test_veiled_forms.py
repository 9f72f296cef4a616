"""Who may change a contact but not see the telephone changes the rest and keeps the telephone."""

import re

import pytest

from customers.factories import ContactFactory


@pytest.fixture
def contact(db):
    return ContactFactory(name="谭建军", phone="13807346621", role="采购")


def change(browser, contact, **typed):
    url = f"/customers/contact/{contact.pk}/edit/"
    page = browser.get(url)
    form = page.context["form"]
    posted = {name: form[name].value() or "" for name in form.fields} | typed
    posted["submission"] = "6f1c8a52-0000-4000-8000-000000000001"
    posted["seen_version"] = page.context["seen_version"]
    return page.content.decode(), browser.post(url, posted)


def test_the_supervisor_does_not_see_the_telephone_and_cannot_lose_it(contact, zhou_ting_client):
    page, answer = change(zhou_ting_client, contact, role="总经理", phone="1")

    contact.refresh_from_db()
    assert "13807346621" not in page
    assert "••••••" in page
    assert answer.status_code == 302
    assert (contact.role, contact.phone) == ("总经理", "13807346621")


def test_the_assistant_sees_and_changes_it(contact, li_min_client):
    page, answer = change(li_min_client, contact, phone="13907346622")

    contact.refresh_from_db()
    assert "13807346621" in page
    assert (answer.status_code, contact.phone) == (302, "13907346622")


@pytest.mark.parametrize(
    ("address", "private", "others"),
    [
        ("/customers/customer/create/", {"phone", "invoice_phone", "bank_account"}, {"name"}),
        ("/customers/contact/{pk}/edit/", {"phone", "wechat", "email", "birthday"}, {"name"}),
        ("/orders/order/create/", {"delivery_phone"}, {"delivery_recipient"}),
    ],
)
def test_the_browser_keeps_no_telephone_and_no_account(
    address, private, others, contact, li_min_client
):
    page = li_min_client.get(address.format(pk=contact.pk)).content.decode()
    tags = {name: re.search(rf'<input[^>]*name="{name}"[^>]*>', page) for name in private | others}

    assert {name for name, tag in tags.items() if "data-private" in tag[0]} == private
