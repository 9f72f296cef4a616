"""Erasing what is personal leads back to the contact's customer."""

from customers.factories import ContactFactory


def test_erasing_personal_details_leads_back_to_the_customer(db, li_min_client):
    contact = ContactFactory(name="谭建军", phone="13807346621")

    answer = li_min_client.post(
        f"/customers/contact/{contact.pk}/erase/", {"reason": "本人要求删除"}
    )

    contact.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, f"/customers/customer/{contact.customer_id}/")
    assert (contact.name, contact.phone, contact.has_left) == ("已删除", "", True)
