"""Erasing what is personal leads back to the contact's customer."""

from customers.factories import ContactFactory, CustomerFactory
from customers.selectors import customers_by_phone, doubles_of


def test_erasing_personal_details_leads_back_to_the_customer(db, li_min_client):
    contact = ContactFactory(name="谭建军", phone="13807346621")

    answer = li_min_client.post(
        f"/customers/contact/{contact.pk}/erase/", {"reason": "本人要求删除"}
    )

    contact.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, f"/customers/customer/{contact.customer_id}/")
    assert (contact.name, contact.phone, contact.has_left) == ("已删除", "", True)


def test_the_customers_page_offers_it_to_who_keeps_the_archive(db, li_min_client, fang_wen_client):
    contact = ContactFactory(name="谭建军", phone="13807346621")
    address = f"/customers/customer/{contact.customer_id}/?tab=people"
    offered = f'data-dialog="/customers/contact/{contact.pk}/erase/"'

    assert offered in li_min_client.get(address).content.decode()
    assert offered not in fang_wen_client.get(address).content.decode()


def add(browser, customer, **typed):
    return browser.post(
        f"/customers/customer/{customer.pk}/contact/create/", {"name": "李", **typed}
    )


def test_a_phone_known_at_another_customer_is_said_and_passes_when_ticked(db, li_min_client):
    other = ContactFactory(phone="138-0734-6621").customer
    customer = CustomerFactory(name="株洲泵业")

    asked = add(li_min_client, customer, phone="13807346621")
    accepted = add(li_min_client, customer, phone="13807346621", accepted=f"phone-{other.pk}")

    assert asked.status_code == 422
    assert f"{other.code} {other.short_name} 已有这个电话。" in asked.content.decode()
    assert accepted.status_code == 302
    assert customer.contacts.get().phone == "13807346621"


def test_the_customers_own_phone_is_no_double(db, li_min_client):
    customer = CustomerFactory(phone="13807346621")

    assert add(li_min_client, customer, phone="13807346621").status_code == 302


def test_who_may_not_see_the_other_customer_learns_no_name(db, wang_jianguo, zhao_lei):
    other = CustomerFactory(owner=wang_jianguo, phone="0734-8866221")

    def told(user):
        return customers_by_phone({"07348866221"}, user=user)["07348866221"][0].sentence

    assert told(wang_jianguo) == f"{other.code} {other.short_name} 已有这个电话。"
    assert told(zhao_lei) == "已有另一个客户使用这个电话。"


def test_a_tab_that_is_opened_is_the_marked_one(db, li_min_client):
    address = f"/customers/customer/{CustomerFactory().pk}/?tab=addresses"

    part = li_min_client.get(
        address, headers={"HX-Request": "true", "HX-Target": "bo-tab"}
    ).content.decode()

    assert "<h1>" not in part
    assert 'href="?tab=addresses" aria-current="page"' in part
    assert part.count("aria-current") == 1


def test_a_phone_written_otherwise_is_the_same_on_the_page_as_at_entry(db):
    told = ContactFactory(phone="+86 (138) 0734-6621").customer
    left = ContactFactory(phone="13807346621", has_left=True).customer
    own = CustomerFactory(phone="138 0734 6621")

    found = doubles_of(name="", phone="13807346621")

    assert [double.customer for double in found] == [told, own]
    assert {double.reason for double in found} == {"电话相同"}
    assert left not in [double.customer for double in found]
