"""Writing: the same services and refusals as the pages, once however often it is sent."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from approvals.models import Request
from approvals.services import flows_sync
from core.api import picked_all
from core.clock import business_today
from core.errors import BusinessError
from customers import services
from customers.factories import CustomerFactory
from customers.models import Customer
from orders.factories import OrderFactory, ReceivableFactory
from orders.models import Order, Receipt, Receivable
from products.factories import ProductFactory
from tests.cast import create_person


def test_a_customer_is_made_and_changed(assistant, fang_wen):
    flows_sync(at=timezone.now())
    made = assistant.send("customers", name="衡阳水电设备安装有限公司", credit_limit="50000.00")
    assert made.status_code == 201
    row = made.json()
    customer = Customer.objects.get(pk=row["id"])
    assert (customer.code, customer.created_by) == (row["code"], assistant.user)
    assert customer.credit_limit == 0  # asked for, not granted
    assert Request.objects.get(kind="customers.credit").amount == Decimal("50000.00")

    changed = assistant.send(
        f"customers/{customer.pk}", "patch", city="衡阳", seen_version=row["version"]
    )
    assert (changed.status_code, changed.json()["city"]) == (200, "衡阳")
    stale = assistant.send(
        f"customers/{customer.pk}", "patch", city="长沙", seen_version=row["version"]
    )
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")


def test_a_refusal_names_the_field_in_the_callers_language(assistant):
    CustomerFactory(code="C00001")
    answer = assistant.send("customers", name="新", code="C00001")
    assert answer.status_code == 409
    assert answer.json()["field"] == "code"
    assert answer.json()["code"] == "known_code"
    assert "C00001" in answer.json()["detail"]

    answer = assistant.send("customers", name="新", owner="x", colour="red").json()
    assert {error["field"] for error in answer["errors"]} == {"owner", "colour"}
    assert "Enter" not in answer["detail"]


def test_an_order_is_taken_down_and_handed_in(assistant):
    product = ProductFactory(list_price="100.0000", floor_price="0")
    customer = CustomerFactory(credit_limit="1000000")
    later = business_today() + timedelta(days=60)

    made = assistant.send(
        "orders",
        customer=customer.pk,
        requested_on=later.isoformat(),
        lines=[{"product": product.pk, "quantity": "3", "unit_price": "113.0000"}],
    )
    assert made.status_code == 201, made.json()
    row = made.json()
    assert (row["status"], row["gross_amount"]) == ("draft", "339.00")
    lines = assistant.get("order-lines", order=row["id"]).json()["items"]
    assert [line["quantity"] for line in lines] == ["3.000"]

    sent = assistant.send(f"orders/{row['id']}/submit", seen_version=row["version"])
    assert (sent.status_code, sent.json()["status"]) == (200, "submitted")
    again = assistant.send(f"orders/{row['id']}/submit")
    assert again.status_code == 422


def test_an_order_in_another_currency_says_both(assistant):
    made = assistant.send(
        "orders",
        customer=CustomerFactory().pk,
        currency="usd",
        exchange_rate="7.1234",
        lines=[{"product": ProductFactory().pk, "quantity": "3", "unit_price": "33.33"}],
    )
    assert made.status_code == 201, made.json()
    row = made.json()
    assert (row["gross_amount"], row["currency"], row["foreign_gross_amount"]) == (
        "712.27",
        "USD",
        "99.99",
    )


def test_what_the_person_does_not_see_cannot_be_written(caller):
    theirs = CustomerFactory(owner=create_person("zhao_lei"))
    program = caller("li_min")
    answer = program.send("orders", customer=10**12, lines=[])
    assert (answer.status_code, answer.json()["field"]) == (422, "customer")

    seller = caller("wang_jianguo")
    assert seller.send(f"customers/{theirs.pk}", "patch", city="x").status_code == 403
    assert program.send("orders/999999/submit").status_code == 404


def test_the_same_key_writes_once(assistant):
    customer = CustomerFactory()
    key, on = str(uuid4()), business_today().isoformat()
    body = {"customer": customer.pk, "amount": "1000.00", "received_on": on}

    first = assistant.send("receipts", key=key, **body)
    second = assistant.send("receipts", key=key, **body)
    assert [first.status_code, second.status_code] == [201, 201]
    assert first.json() == second.json()
    assert Receipt.objects.count() == 1

    other = assistant.send("receipts", key=key, **{**body, "amount": "2.00"})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency")
    assert assistant.send("receipts", key="x", **body).json()["code"] == "idempotency"


def test_money_settles_what_is_owed_and_is_taken_back_once_each(assistant):
    customer = CustomerFactory()
    on = business_today()
    older, newer = (
        ReceivableFactory(
            customer=customer,
            amount=800,
            open_amount=800,
            arose_on=on,
            due_on=on + timedelta(days=n),
        )
        for n in (1, 2)
    )
    body = {"customer": customer.pk, "amount": "1000.00", "received_on": on.isoformat()}
    receipt = assistant.send("receipts", **body).json()
    address, key = f"receipts/{receipt['id']}", str(uuid4())

    by_hand = {"rows": [{"receivable": newer.pk, "amount": "100.00"}]}
    first = assistant.send(
        f"{address}/allocate", key=key, seen_version=receipt["version"], **by_hand
    )
    again = assistant.send(
        f"{address}/allocate", key=key, seen_version=receipt["version"], **by_hand
    )
    assert (first.status_code, first.json()["free_amount"]) == (200, "900.00")
    assert again.json() == first.json()
    assert assistant.send(f"{address}/allocate").json()["free_amount"] == "0.00"
    told = assistant.get("allocations", receipt=receipt["id"]).json()["items"]
    assert {(row["receivable_id"], row["amount"]) for row in told} == {
        (newer.pk, "100.00"), (older.pk, "800.00"), (newer.pk, "100.00"),
    }  # fmt: skip

    back = assistant.send(f"{address}/release", receivable=older.pk, reason="wrong item")
    assert (back.status_code, back.json()["free_amount"]) == (200, "800.00")
    older.refresh_from_db()
    newer.refresh_from_db()
    assert (older.open_amount, newer.open_amount) == (800, 600)
    twice = assistant.send(f"{address}/release", receivable=older.pk)
    assert (twice.status_code, twice.json()["code"]) == (422, "nothing_settled")


def test_money_settles_what_is_owed_as_it_is_registered(assistant):
    on = business_today()
    owed = ReceivableFactory(amount=800, open_amount=800, arose_on=on, due_on=on)
    body = {"customer": owed.customer_id, "amount": "1000.00", "received_on": on.isoformat()}

    settled = assistant.send("receipts", settles=True, **body).json()
    free = assistant.send("receipts", settles=True, **body).json()

    assert (settled["free_amount"], free["free_amount"]) == ("200.00", "1000.00")


def test_rows_are_looked_up_together_however_many_there_are(assistant):
    items = [ReceivableFactory(amount=10, open_amount=10).pk for _ in range(3)]
    picked_all(Receivable, assistant.user, items, "rows")  # the person's roles are read once

    with CaptureQueriesContext(connection) as one:
        picked_all(Receivable, assistant.user, items[:1], "rows")
    with CaptureQueriesContext(connection) as three:
        found = picked_all(Receivable, assistant.user, items, "rows")
    assert len(three) == len(one)
    assert set(found) == set(items)
    with pytest.raises(BusinessError) as refusal:
        picked_all(Receivable, assistant.user, [items[0], 10**9], "rows")
    assert (refusal.value.code, refusal.value.field) == ("unknown_record", "rows")


def test_more_than_is_free_and_what_is_not_theirs_is_refused(assistant, caller):
    customer = CustomerFactory()
    on = business_today()
    item = ReceivableFactory(customer=customer, amount=800, open_amount=800, arose_on=on)
    foreign = ReceivableFactory(amount=800, open_amount=800, arose_on=on)
    made = assistant.send(
        "receipts", customer=customer.pk, amount="500.00", received_on=on.isoformat()
    )
    address = f"receipts/{made.json()['id']}"

    over = {"rows": [{"receivable": item.pk, "amount": "500.01"}]}
    assert assistant.send(f"{address}/allocate", **over).json()["code"] == "over_allocation"
    theirs = {"rows": [{"receivable": foreign.pk, "amount": "1.00"}]}
    assert assistant.send(f"{address}/allocate", **theirs).json()["code"] == "over_open"
    assert assistant.send(f"{address}/reverse", reason="bounced").status_code == 403
    books = caller("sun_xiaoyan")
    assert books.send(f"{address}/reverse").json()["field"] == "reason"
    done = books.send(f"{address}/reverse", reason="bounced")
    assert (done.status_code, done.json()["status"]) == (200, "reversed")


def test_a_key_whose_work_was_refused_is_free_again(assistant):
    customer = CustomerFactory()
    key, on = str(uuid4()), business_today().isoformat()

    refused = assistant.send(
        "receipts", key=key, customer=customer.pk, amount="0.00", received_on=on
    )
    assert (refused.status_code, refused.json()["field"]) == (422, "amount")
    made = assistant.send("receipts", key=key, customer=customer.pk, amount="1.00", received_on=on)
    assert made.status_code == 201


@pytest.mark.parametrize("body", ["", "[", "[]", '{"name": "\\u0000"}', '{"name": 1}'])
def test_what_cannot_be_read_is_refused(assistant, body):
    answer = assistant.client.post(
        "/api/v1/customers", body, content_type="application/json", headers=assistant.headers()
    )

    assert answer.status_code in {400, 422}
    assert answer.json()["detail"]
    assert Customer.objects.count() == 0


def test_only_drafts_are_written_again(assistant):
    order = OrderFactory(number="SO-202611-00001", status="submitted")
    answer = assistant.send(f"orders/{order.pk}", "patch", customer=order.customer_id, lines=[])

    assert (answer.status_code, answer.json()["code"]) == (422, "not_a_draft")
    assert Order.objects.get().note == order.note


class Deadlock(Exception):
    """What the driver raises beneath Django's own error."""

    pgcode = "40P01"


def losing(service, times):
    """The service, as it fares when others win that often."""
    left = [times]

    def attempt(**arguments):
        made = service(**arguments)
        if left[0]:
            left[0] -= 1
            raise OperationalError("deadlock detected") from Deadlock()
        return made

    return attempt


def test_who_loses_a_deadlock_is_tried_once_more(assistant, monkeypatch):
    monkeypatch.setattr(services, "customer_create", losing(services.customer_create, 1))

    assert assistant.send("customers", name="甲公司").status_code == 201
    assert Customer.objects.count() == 1


def test_who_loses_twice_is_told_to_come_again_and_nothing_is_written(assistant, monkeypatch):
    monkeypatch.setattr(services, "customer_create", losing(services.customer_create, 2))
    answer = assistant.send("customers", name="甲公司")

    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert answer.headers["Retry-After"] == "1"
    assert Customer.objects.count() == 0


def test_a_code_entered_by_another_at_the_same_moment_is_a_conflict(assistant, monkeypatch):
    CustomerFactory(code="C00001")
    monkeypatch.setattr("customers.services.customer._refuse_known", lambda _customer: None)
    answer = assistant.send("customers", name="新", code="C00001")

    assert (answer.status_code, answer.json()["code"]) == (409, "taken")
    assert "C00001" not in answer.json()["detail"]
    assert Customer.objects.count() == 1


def test_an_order_keeps_money_back(assistant):
    customer = CustomerFactory(retention_rate="0.05", retention_months=18)
    lines = [{"product": ProductFactory().pk, "quantity": "1"}]
    usual = assistant.send("orders", customer=customer.pk, lines=lines).json()
    own = {"retention_rate": "0.1000", "retention_months": 12}
    agreed = assistant.send("orders", customer=customer.pk, lines=lines, **own).json()
    rows = Order.objects.in_bulk([usual["id"], agreed["id"]]).values()
    assert {(str(row.retention_rate), row.retention_months) for row in rows} == {
        ("0.0500", 18),
        ("0.1000", 12),
    }
    too_much = assistant.send("orders", customer=customer.pk, lines=lines, retention_rate="0.31")
    assert too_much.json()["field"] == "retention_rate"
