"""The search box: what is found, by what, and never by what the person may not read."""

from datetime import date

import pytest
from django.test import Client

from core import search
from customers.factories import ContactFactory, CustomerFactory
from orders.factories import OrderFactory
from products.factories import ProductFactory
from tests.cast import OF_ROLE, create_person

pytestmark = pytest.mark.django_db
AUDITOR = OF_ROLE["auditor"]
TODAY = date(2026, 11, 20)


def found(name: str, text: str) -> dict[str, list[str]]:
    groups = search.found_in(create_person(name), text, TODAY)
    return {group.source.key: [str(hit.title) for hit in group.hits] for group in groups}


@pytest.fixture
def customer():
    return CustomerFactory(
        code="C00412",
        name="衡阳水电设备安装有限公司",
        tax_number="91430400MA4L1234X7",
        owner=create_person("wang_jianguo"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "水电设备",
        "衡阳",
        "hysd",
        "HYSD",
        "hengyang",
        "00412",
        "ｃ００４１２",
        "91430400ma",
        "衡阳 c004",
    ],
)
@pytest.mark.usefixtures("customer")
def test_a_customer_is_found_by_name_sound_code_and_tax_number(text):
    assert found("li_min", text) == {"customers": ["C00412"]}


@pytest.mark.parametrize("text", ["衡阳 c005", "%", "__", "hysdx", "衡"])
@pytest.mark.usefixtures("customer")
def test_other_words_find_nothing(client_of, text):
    answer = client_of(create_person("li_min")).get("/search/", {"q": text})

    assert "C00412" not in answer.content.decode()


def test_an_order_is_found_by_any_part_of_its_numbers(customer):
    OrderFactory(customer=customer, number="SO-202611-00123", customer_order_number="HT/88-17")

    for text in ("SO-202611-00123", "00123", "so-2026", "88-17"):
        assert found("li_min", text) == {"orders": ["SO-202611-00123"]}


def test_nobody_finds_what_they_do_not_see(customer):
    OrderFactory(customer=customer, number="SO-202611-00123")

    assert found("zhao_lei", "衡阳") == {}
    assert found("zhao_lei", "00123") == {}
    assert found(AUDITOR, "衡阳") == {}
    assert found("wang_jianguo", "衡阳") == {"customers": ["C00412"]}


def test_a_phone_is_found_by_its_end_only_by_who_may_read_it(customer):
    ContactFactory(customer=customer, name="周经理", phone="139 7654-3210")
    may = ("li_min", "wang_jianguo")
    may_not = ("zhou_ting", "fang_wen", "sun_xiaoyan", "he_ping", "chen_zhiqiang", AUDITOR)

    assert [found(name, "3210") for name in may] == [{"contacts": ["周经理"]}] * 2
    assert [found(name, "54-3210") for name in may_not] == [{}] * len(may_not)
    assert [found(name, "3210") for name in may_not] == [{}] * len(may_not)


def test_a_hit_shows_no_amount_to_who_may_not_see_it():
    ProductFactory(code="ISG50-160A", name="立式管道离心泵", list_price="1234.5600")

    notes = {
        name: " ".join(search.found_in(create_person(name), "ISG50", TODAY)[0].hits[0].notes)
        for name in ("li_min", "he_ping")
    }

    assert "1,234.56" in notes["li_min"]
    assert "1,234.56" not in notes["he_ping"]


def test_first_results_come_as_a_fragment(li_min_client: Client, customer):
    htmx = {"HX-Request": "true", "HX-Target": "bo-found"}

    answer = li_min_client.get("/search/", {"q": "衡阳<"}, headers=htmx).content.decode()
    assert "<html" not in answer
    answer = li_min_client.get("/search/", {"q": "衡阳"}, headers=htmx).content.decode()
    assert f"/customers/customer/{customer.pk}/" in answer
    assert li_min_client.get("/search/", {"q": "衡"}, headers=htmx).content.strip() == b""


def test_one_kind_is_paged_through(li_min_client: Client):
    for number in range(30):
        CustomerFactory(code=f"C1{number:03}", name=f"江西萍乡煤业{number}")

    whole = li_min_client.get("/search/", {"q": "萍乡"}).content.decode()
    assert "kind=customers" in whole
    first = li_min_client.get("/search/", {"q": "萍乡", "kind": "customers"})
    assert "C1024" in first.content.decode()
    assert "C1025" not in first.content.decode()
    after = first.context["after"]
    second = li_min_client.get("/search/", {"q": "萍乡", "kind": "customers", "after": after})
    assert "C1029" in second.content.decode()
    assert "C1024" not in second.content.decode()


@pytest.mark.parametrize("more", [{"kind": "nothing"}, {"kind": "customers", "after": "x"}])
def test_a_kind_or_place_that_is_none_is_not_found(li_min_client: Client, more):
    assert li_min_client.get("/search/", {"q": "衡阳", **more}).status_code == 404


def test_a_kind_is_closed_to_who_may_not_open_its_list(anyone, client_of):
    answer = client_of(anyone("auditor")).get("/search/", {"q": "衡阳", "kind": "customers"})

    assert answer.status_code == 404


def test_letters_ask_no_phone_and_chinese_no_number(django_assert_num_queries, li_min):
    li_min.role_codes  # noqa: B018 - asked once a request
    with django_assert_num_queries(6):  # all but shipments, returns, invoices, orders
        search.found_in(li_min, "衡阳水电设备", TODAY)


def test_what_is_searched_inside_is_indexed_where_the_server_can():
    from django.db import connection

    assert search.make_indexes("default") == 0
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname LIKE '%_trgm'")
            assert cursor.fetchone()[0] >= 15
