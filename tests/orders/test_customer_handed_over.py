"""A customer changes hands: the successor reads its past, the predecessor what was in his name."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Q

from accounts.enums import Sight
from accounts.selectors import sight
from core.secrecy import AMOUNT, CONTACT
from customers.factories import CustomerFactory
from customers.models import Customer
from customers.services import owner_change
from orders.factories import (
    HandOverFactory,
    InvoiceFactory,
    OrderIssueFactory,
    ReceiptFactory,
    ReceivableFactory,
    SalesMovementFactory,
    SalesReturnFactory,
    ShipmentFactory,
    noon,
)
from orders.factories.papers import ReleasedOrderFactory
from orders.models import Order, OrderIssue

FRIDAY = date(2026, 11, 20)


def papers_of(salesperson, customer):
    """One of every noun that goes by salesperson or customer."""
    order = ReleasedOrderFactory(customer=customer, salesperson=salesperson)
    named = {"customer": customer, "salesperson": salesperson}
    shipment = ShipmentFactory(order=order)
    hand_over = HandOverFactory(order=order)
    return [
        order,
        hand_over,
        hand_over.line,
        shipment,
        SalesReturnFactory(shipment=shipment),
        SalesMovementFactory(order=order),
        OrderIssueFactory(order=order),
        ReceivableFactory(order=order, **named),
        ReceiptFactory(**named),
        InvoiceFactory(**named),
    ]


def seen(papers, user):
    return [
        type(each).__name__
        for each in papers
        if type(each).objects.visible_to(user).filter(pk=each.pk).exists()
    ]


@pytest.fixture
def papers(wang_jianguo):
    return papers_of(wang_jianguo, CustomerFactory(owner=wang_jianguo, region=None))


@pytest.fixture
def handed_over(papers, zhou_ting, zhao_lei):
    owner_change(
        actor=zhou_ting,
        customer=papers[0].customer,
        owner=zhao_lei,
        on=FRIDAY,
        at=noon(FRIDAY),
        reason="王建国调岗",
    )
    for each in papers:
        each.refresh_from_db()
    return papers


def test_before_the_hand_over_a_colleague_sees_nothing(papers, wang_jianguo, zhao_lei):
    assert len(seen(papers, wang_jianguo)) == len(papers)
    assert seen(papers, zhao_lei) == []


def test_the_successor_sees_all_of_the_past(handed_over, zhao_lei):
    assert len(seen(handed_over, zhao_lei)) == len(handed_over)


def test_the_predecessor_keeps_what_was_in_his_name_and_sees_nothing_new(
    handed_over, wang_jianguo, zhao_lei
):
    customer = handed_over[0].customer
    assert len(seen(handed_over, wang_jianguo)) == len(handed_over)
    assert seen(papers_of(zhao_lei, customer), wang_jianguo) == []
    assert not Customer.objects.visible_to(wang_jianguo).filter(pk=customer.pk).exists()


def test_what_is_seen_of_a_record_follows_the_same_rule(handed_over, wang_jianguo, zhao_lei):
    amounts = [each for each in handed_over if not isinstance(each, OrderIssue)]
    for each in amounts:
        for person in (zhao_lei, wang_jianguo):
            assert sight(person, AMOUNT, each) is Sight.PLAIN, type(each).__name__
    customer = handed_over[0].customer
    assert sight(zhao_lei, CONTACT, customer) is Sight.PLAIN
    assert sight(wang_jianguo, CONTACT, customer) is Sight.NOTHING


def test_movements_of_a_customer_merged_away_go_with_the_one_that_stays(
    wang_jianguo, zhao_lei, li_min
):
    kept = CustomerFactory(owner=zhao_lei)
    gone = CustomerFactory(owner=wang_jianguo, merged_into=kept)
    movement = SalesMovementFactory(customer=gone, salesperson=li_min)
    assert seen([movement], zhao_lei) == ["SalesMovement"]
    assert seen([movement], wang_jianguo) == []


def test_the_pages_open_for_the_successor(handed_over, zhao_lei_client):
    order = handed_over[0]
    assert zhao_lei_client.get(f"/orders/order/{order.pk}/").status_code == 200
    assert order.number in zhao_lei_client.get("/orders/order/").content.decode()


def test_both_sides_of_own_can_be_found_by_an_index(zhao_lei):
    rows = Order.objects.visible_to(zhao_lei)
    text = str(rows.query)
    assert " JOIN " not in text
    assert ("= ANY(ARRAY(" in text) is (connection.vendor == "postgresql")
    assert rows.filter(~Q(pk=0)).count() == 0
