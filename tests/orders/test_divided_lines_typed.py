"""A line in several deliveries in the grid: its own confirmed day follows from theirs."""

import pytest
import time_machine
from django.urls import reverse

from customers.factories import CustomerFactory
from orders.factories import MORNING
from orders.models import Order
from products.factories import ProductFactory
from tests.orders.test_order_pages import typed


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(MORNING, tick=False):
        yield


DIVIDED = {
    "product_text": "P1",
    "quantity": "10",
    "splits": "4@2026-12-10>2026-12-15 6@2027-02-18>2027-02-18",
}


def test_a_day_typed_beside_deliveries_that_is_not_theirs_is_refused_at_its_cell(li_min_client):
    ProductFactory(code="P1")
    other = {**DIVIDED, "confirmed_on": "2026-12-12"}
    whole = {"product_text": "P1", "quantity": "1", "confirmed_on": "2026-12-12"}
    answer = li_min_client.post(
        reverse("orders:order_create"), typed(CustomerFactory(), whole, {}, other)
    )
    (good, bad) = answer.context["rows"]
    assert answer.status_code == 422
    assert not Order.objects.exists()
    assert (good.errors, list(bad.errors)) == ({}, ["confirmed_on"])
    assert "第 2 行" in bad.errors["confirmed_on"]
    assert "2026-12-15" in bad.errors["confirmed_on"]


@pytest.mark.parametrize("day", ["", "2026-12-15"])
def test_a_divided_line_is_saved_again_as_it_stands_and_with_other_deliveries(li_min_client, day):
    ProductFactory(code="P1")
    customer = CustomerFactory()
    line = {**DIVIDED, "confirmed_on": day}
    page = li_min_client.post(reverse("orders:order_create"), typed(customer, line)).url
    for splits, due in (
        (None, "2026-12-15"),
        ("4@2026-12-18>2026-12-18 6@2027-02-18", "2026-12-18"),
    ):
        (row,) = li_min_client.get(page).context["rows"]
        again = {**row.values, **({"splits": splits} if splits else {})}
        answer = li_min_client.post(page, typed(customer, again, seen_version=""))
        assert answer.status_code == 302
        assert Order.objects.get().lines.get().confirmed_on.isoformat() == due
