"""A merge while somebody types, and two merges at once: no paper stays on the record that went."""

import threading
import time
from datetime import date

import pytest
from django.db import connection, transaction

from core.errors import BusinessError
from customers.factories import CustomerFactory
from customers.models import Customer
from customers.services import customers_merge
from orders.factories import draft_order, drawn_up, noon, stocked
from orders.models import Order, Shipment
from orders.services import entry
from tests.orders.test_goods_races import at_once

FRIDAY = date(2026, 11, 20)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: nothing to race with")


@pytest.fixture
def doubles(zhou_ting, li_min):
    return CustomerFactory(name="海润水务"), CustomerFactory(name="海润水务有限公司")


def merge(actor, gone, kept):
    customers_merge(actor=actor, customer=gone, into=kept, at=noon(FRIDAY), reason="同一家公司")


def typed_during_a_merge(actors, gone, kept, type_it):
    """The refusals met when ``type_it`` begins after the merge and before its commit."""
    merged = threading.Event()

    def merge_slowly():
        with transaction.atomic():
            merge(actors[0], gone, kept)
            merged.set()
            time.sleep(0.3)

    def then():
        merged.wait(timeout=10)
        type_it()

    return at_once(merge_slowly, then)


def test_an_order_typed_during_a_merge_is_refused(doubles, zhou_ting, li_min):
    gone, kept = doubles

    def type_it():
        draft_order(actor=li_min, customer=gone)

    assert typed_during_a_merge([zhou_ting], gone, kept, type_it) == ["merged"]
    assert not Order.objects.exists()


def test_without_the_lock_it_stays_on_the_record_that_went(doubles, zhou_ting, li_min, monkeypatch):
    gone, kept = doubles
    monkeypatch.setattr(entry, "keep_customer", lambda _pk: None)

    def type_it():
        draft_order(actor=li_min, customer=gone)

    assert typed_during_a_merge([zhou_ting], gone, kept, type_it) == []
    assert Order.objects.get().customer == gone


def test_goods_drawn_up_during_a_merge_go_to_the_record_that_stays(
    doubles, an_order, zhou_ting, li_min
):
    gone, kept = doubles
    order = an_order(("10", "113"), customer=gone)
    warehouse = stocked(order, actor=li_min)

    def type_it():
        drawn_up(Order.objects.get(pk=order.pk), actor=li_min, warehouse=warehouse)

    assert typed_during_a_merge([zhou_ting], gone, kept, type_it) == []
    assert Shipment.objects.get().customer == kept


def test_of_two_merges_in_opposite_directions_one_is_refused(doubles, zhou_ting):
    one, other = doubles

    def into(gone, kept):
        def deed():
            try:
                merge(zhou_ting, gone, kept)
            except BusinessError as refusal:
                refusal.code = "refused"
                raise

        return deed

    assert at_once(into(one, other), into(other, one)) == ["refused"]
    assert Customer.objects.open().count() == 1
