"""Retention money: agreed on the order, kept back of each delivery and owed apart."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BusinessError
from customers.factories import CustomerFactory
from orders.enums import FreightTerms, ReceivablePortion, ReceivableSource
from orders.factories import draft_order, noon, shipped
from orders.models import Order, Receivable
from orders.services import order_copy
from orders.services.receivable import portions, retention_due

D = Decimal
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
DUE = date(2026, 12, 20)  # thirty days of credit
KEPT_UNTIL = date(2027, 11, 20)
PRICE, RETENTION = ReceivablePortion.PRICE, ReceivablePortion.RETENTION


def items(**condition):
    rows = Receivable.objects.filter(**condition).order_by("pk")
    return [(row.portion, row.due_on, row.amount, row.open_amount) for row in rows]


def opens(**condition):
    rows = Receivable.objects.filter(**condition).order_by("pk")
    return [(row.portion, row.open_amount) for row in rows]


# the terms


def test_an_order_begins_with_what_its_customer_usually_keeps_back(li_min):
    customer = CustomerFactory(retention_rate=D("0.05"), retention_months=18)
    usual = draft_order(actor=li_min, customer=customer)
    none = draft_order(actor=li_min, customer=customer, retention_rate=D(0))
    own = draft_order(actor=li_min, customer=customer, retention_rate=D("0.1"), retention_months=12)
    terms = {(o.retention_rate, o.retention_months) for o in (usual, none, own)}
    assert terms == {(D("0.05"), 18), (D("0"), 18), (D("0.1"), 12)}
    copy = order_copy(actor=li_min, order=none, at=noon(MONDAY))
    assert copy.retention_rate == 0


@pytest.mark.parametrize(
    ("rate", "months", "field"),
    [
        ("0.3001", 12, "retention_rate"),
        ("-0.01", 12, "retention_rate"),
        ("0.1", 0, "retention_months"),
        ("0.1", 61, "retention_months"),
    ],
)
def test_more_than_may_be_kept_back_is_refused(li_min, rate, months, field):
    with pytest.raises(BusinessError) as refusal:
        draft_order(actor=li_min, retention_rate=D(rate), retention_months=months)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("on", "months", "due"),
    [
        (date(2026, 11, 20), 12, date(2027, 11, 20)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 2, 28), 12, date(2024, 2, 28)),
        (date(2026, 8, 31), 18, date(2028, 2, 29)),
        (date(2026, 12, 31), 60, date(2031, 12, 31)),
    ],
)
def test_it_is_due_calendar_months_later_within_the_month(on, months, due):
    assert retention_due(on, months) == due


@given(cents=st.integers(1, 10**12), rate=st.integers(0, 3000))
def test_price_and_retention_are_the_amount_to_the_cent(cents, rate):
    amount = D(cents) / 100
    order = Order(
        customer=CustomerFactory.build(), retention_rate=D(rate) / 10000, retention_months=12
    )
    parts = {portion: part for portion, _due, part in
             portions(order, ReceivableSource.SHIPMENT, FRIDAY, amount)}  # fmt: skip
    exactly = Fraction(cents) * rate / 10000
    assert sum(parts.values()) == amount
    assert all(parts.values())
    assert parts.get(RETENTION, D(0)) * 100 == int(exactly + Fraction(1, 2))  # half up


# what arises


def test_a_shipment_is_owed_as_price_and_retention(kept_back, li_min):
    order = kept_back(("3", "33.3333"), rate="0.05")
    shipment = shipped(order, actor=li_min)
    assert items(shipment=shipment) == [
        (PRICE, DUE, D("95.00"), D("95.00")),
        (RETENTION, KEPT_UNTIL, D("5.00"), D("5.00")),
    ]
    assert order.lines.get().receivable_amount == D("100.00")


def test_each_part_that_leaves_keeps_back_its_own(kept_back, li_min):
    order = kept_back(("3", "33.3333"), rate="0.05")
    for _each in range(3):
        shipped(order, actor=li_min, quantities={1: D(1)})
    # 33.33, 33.34 and 33.33: five per cent of each is 1.67 after rounding.
    assert [amount for _p, _d, amount, _o in items(portion=RETENTION)] == [D("1.67")] * 3
    assert sum(amount for *_x, amount, _o in items()) == D("100.00")


def test_without_retention_there_is_one_item(kept_back, li_min):
    shipped(kept_back(("10", "113"), rate="0"), actor=li_min)
    assert items() == [(PRICE, DUE, D("1130.00"), D("1130.00"))]


def test_charged_freight_is_kept_back_of_and_advanced_freight_is_not(kept_back, li_min):
    charged = kept_back(("10", "100"))
    shipped(charged, actor=li_min, freight_terms=FreightTerms.CHARGED, freight_amount=D(50))
    assert opens(order=charged) == [(PRICE, D("945.00")), (RETENTION, D("105.00"))]


def test_of_freight_paid_for_the_customer_nothing_is_kept_back(kept_back, li_min):
    advanced = kept_back(("10", "100"))
    shipped(advanced, actor=li_min, freight_terms=FreightTerms.ADVANCED, freight_amount=D(50))
    rows = Receivable.objects.values_list("source", "portion", "amount").order_by("pk")
    assert list(rows) == [
        ("shipment", "price", D("900.00")),
        ("shipment", "retention", D("100.00")),
        ("freight", "price", D("50.00")),
    ]


# pages and papers


def test_the_entry_page_takes_percent(li_min_client, li_min):
    customer = CustomerFactory(retention_rate=D("0.05"), retention_months=18)
    found = li_min_client.get("/orders/order-customer/lookup/", {"q": customer.code}).json()
    fill = found["results"][0]["fill"]
    assert (fill["retention_rate"], fill["retention_months"]) == ("5", "18")
    order = draft_order(actor=li_min, customer=customer, retention_rate=D("0.025"))
    page = li_min_client.get(f"/orders/order/{order.pk}/edit/").content.decode()
    assert 'name="retention_rate" value="2.5"' in page
    none = draft_order(actor=li_min, customer=customer, retention_rate=D(0))
    page = li_min_client.get(f"/orders/order/{none.pk}/edit/").content.decode()
    assert 'name="retention_rate" value="0"' in page


def test_panel_account_and_statement_name_the_retention(kept_back, li_min, li_min_client):
    order = kept_back(("10", "113"))
    shipped(order, actor=li_min)
    customer = order.customer_id
    panel = li_min_client.get(f"/customers/customer/{customer}/").content.decode()
    assert "其中质保金" in panel
    query = {"from": "2026-01-01", "to": "2027-12-31"}
    page = li_min_client.get(f"/orders/customer/{customer}/account/", query).content.decode()
    assert "其中质保金 113.00 元，逾期 113.00 元" in page
    assert "出库单 · 质保金" in page
    owed = li_min_client.get(f"/orders/customer/{customer}/owed/", {"on": "2026-11-20"})
    assert "其中质保金 113.00" in owed.content.decode()
