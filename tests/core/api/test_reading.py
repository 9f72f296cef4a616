"""Reading: the same rows, rights and secrets as the pages."""

import pytest

from core.models import ApiToken, AuditEntry
from customers.factories import ContactFactory, CustomerFactory
from orders.factories import OrderFactory
from tests.cast import create_person


def test_a_page_of_rows_and_the_place_after_it(assistant):
    for number in range(5):
        CustomerFactory(code=f"C1{number:03}")

    first = assistant.get("customers", limit=3).json()
    assert [item["code"] for item in first["items"]] == ["C1000", "C1001", "C1002"]
    second = assistant.get("customers", limit=3, after=first["next"]).json()
    assert [item["code"] for item in second["items"]] == ["C1003", "C1004"]
    assert second["next"] is None


def test_amounts_are_exact_texts_and_days_iso(assistant):
    order = OrderFactory(number="SO-202611-00001")

    row = assistant.get(f"orders/{order.pk}").json()
    assert row["id"] == order.pk
    assert row["customer_id"] == order.customer_id
    assert row["ordered_on"] == order.ordered_on.isoformat()
    assert row["gross_amount"] == f"{order.gross_amount:.2f}"
    assert row["version"] == order.version


def test_the_lists_own_conditions_narrow_and_unknown_ones_are_refused(assistant):
    OrderFactory(number="SO-202611-00001")

    assert len(assistant.get("orders", q="00001").json()["items"]) == 1
    assert assistant.get("orders", status="cancelled").json()["items"] == []
    for query in ({"colour": "red"}, {"status": "red"}, {"after": "x"}):
        answer = assistant.get("orders", **query)
        assert (answer.status_code, bool(answer.json()["detail"])) == (422, True)
    assert assistant.get("orders", limit=1000).json()["field"] == "limit"
    unreadable = assistant.get("orders", q="a\x00")
    assert (unreadable.status_code, unreadable.json()["code"]) == (422, "nul")


def test_another_persons_record_is_not_found(caller):
    mine = CustomerFactory(owner=create_person("wang_jianguo"))
    theirs = CustomerFactory(owner=create_person("zhao_lei"))
    program = caller("wang_jianguo")

    assert [item["id"] for item in program.get("customers").json()["items"]] == [mine.pk]
    assert program.get(f"customers/{mine.pk}").status_code == 200
    assert program.get(f"customers/{theirs.pk}").status_code == 404


def test_a_secret_is_absent_for_who_may_not_see_it(caller):
    order = OrderFactory(number="SO-202611-00001")
    contact = ContactFactory(phone="13976543210")

    assert caller("li_min").get(f"contacts/{contact.pk}").json()["phone"] == "13976543210"
    told = caller("sun_xiaoyan").get(f"contacts/{contact.pk}").json()
    assert "phone" not in told
    assert "gross_amount" not in caller("ma_qiang").get("orders").json()["items"] + [
        key for item in caller("ma_qiang").get("orders").json()["items"] for key in item
    ]
    assert caller("sun_xiaoyan").get("contacts", q="6543210").json()["items"] == []
    assert order.pk


def test_a_role_without_the_right_is_refused_in_its_language(caller):
    answer = caller("xu_jing").get("orders")

    assert answer.status_code == 403
    assert answer.json()["detail"] == "您不能做这一步。没有任何改动。"


def test_a_token_covers_what_it_names_and_no_more(caller):
    program = caller("li_min", ["orders:read", "receipts:write"])

    assert program.get("orders").status_code == 200
    assert program.get("receipts").status_code == 200
    assert program.get("customers").json()["code"] == "scope"
    assert program.send("orders", customer=1, lines=[]).json()["code"] == "scope"


def test_who_is_logged_in_may_read_but_not_write(client_of, li_min):
    browser = client_of(li_min)

    assert browser.get("/api/v1/orders").status_code == 200
    answer = browser.post("/api/v1/customers", "{}", content_type="application/json")
    assert answer.status_code == 401


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer x"}, {"Authorization": "x"}])
@pytest.mark.django_db
def test_nobody_reads_nothing(client, header):
    answer = client.get("/api/v1/orders", headers=header)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_an_ended_or_expired_token_and_a_leaver_are_nobody(caller, time_machine):
    program = caller("li_min", days=1)
    assert program.get("orders").status_code == 200
    ApiToken.objects.update(ended_at=program.token.created_at)
    assert program.get("orders").status_code == 401
    ApiToken.objects.update(ended_at=None)
    program.user.is_active = False
    program.user.save()
    assert program.get("orders").status_code == 401


def test_calls_are_counted_by_the_minute(assistant, settings):
    settings.API_CALLS_A_MINUTE = 2

    answers = [assistant.get("products") for _ in range(4)]
    assert 429 in [answer.status_code for answer in answers]
    assert answers[-1]["Retry-After"] == "60"


def test_reading_the_archive_leaves_a_line_in_the_trail(assistant):
    assistant.get("customers", q="水")
    assistant.get("products")

    entry = AuditEntry.objects.get(verb="core.api_read")
    assert entry.changes["list"] == [None, "customers"]
    assert (entry.actor, entry.subject_id) == (assistant.user, ApiToken.objects.get().pk)
    assert ApiToken.objects.get().last_used_at is not None


def test_a_log_in_leaves_the_same_line_as_a_token(li_min_client):
    customer = CustomerFactory(name="甲公司")

    li_min_client.get("/api/v1/customers")
    li_min_client.get(f"/api/v1/customers/{customer.pk}")

    entries = AuditEntry.objects.filter(verb="core.api_read").order_by("pk")
    assert [entry.changes["rows"] for entry in entries] == [[None, 1], [None, 1]]


def test_the_description_is_openapi_three_one(client):
    told = client.get("/api/v1/openapi.json").json()

    assert told["openapi"].startswith("3.1")
    assert {"/api/v1/orders", "/api/v1/orders/{pk}/submit"} <= told["paths"].keys()
