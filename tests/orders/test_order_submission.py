"""Handing a draft in: the machine's checks and the number."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from core.errors import BusinessError
from customers.factories import CustomerFactory
from orders.enums import CheckKind, CheckLevel, OrderStatus
from orders.factories import MORNING, draft_order, submitted_order, verified_order
from orders.models import Receivable, SalesPolicy
from orders.services import LineDraft, order_return, order_submit
from products.factories import ProductFactory

D = Decimal


def refused(actor, order, at: datetime = MORNING) -> str:
    with pytest.raises(BusinessError) as refusal:
        order_submit(actor=actor, order=order, at=at)
    order.refresh_from_db()
    assert order.status == OrderStatus.DRAFT
    assert order.number is None
    return refusal.value.code


def owe(customer, salesperson, amount: str, *, due_on: date) -> Receivable:
    return Receivable.objects.create(
        customer=customer,
        salesperson=salesperson,
        source="opening",
        document="期初",
        arose_on=due_on,
        due_on=due_on,
        amount=D(amount),
        open_amount=D(amount),
    )


def test_a_good_order_gets_its_number_and_its_checks(li_min):
    order = submitted_order(actor=li_min, requested_on=date(2026, 12, 10))
    assert order.number == "SO-202611-00001"
    assert order.submitted_by == li_min
    answers = dict(order.checks.values_list("kind", "level"))
    assert set(answers) == set(CheckKind.values)
    assert answers.pop(CheckKind.COMPLETE) == CheckLevel.WARNING  # no delivery address
    assert set(answers.values()) == {CheckLevel.PASS}


def test_a_price_under_the_floor_is_refused(li_min):
    line = LineDraft(ProductFactory(), D(1), unit_price=D("2299.9999"))
    assert refused(li_min, draft_order(actor=li_min, lines=[line])) == "floor_price"


def test_the_floor_is_read_without_tax_when_the_order_is(li_min):
    line = LineDraft(ProductFactory(), D(1), unit_price=D("2035.3983"))
    order = draft_order(actor=li_min, lines=[line], prices_include_tax=False)
    assert order_submit(actor=li_min, order=order, at=MORNING).number


def test_a_price_far_below_the_list_warns(li_min):
    product = ProductFactory(list_price=D("3000"), floor_price=D("0"))
    order = draft_order(actor=li_min, lines=[LineDraft(product, D(1), unit_price=D("2400"))])
    order_submit(actor=li_min, order=order, at=MORNING)
    assert order.checks.get(kind=CheckKind.LIST_PRICE).level == CheckLevel.WARNING


def test_a_promised_date_in_the_past_is_refused(li_min):
    line = LineDraft(ProductFactory(), D(1), confirmed_on=date(2026, 11, 19))
    assert refused(li_min, draft_order(actor=li_min, lines=[line])) == "delivery"


def test_a_product_no_longer_on_sale_is_refused(li_min):
    product = ProductFactory(is_active=False)
    assert refused(li_min, draft_order(actor=li_min, lines=[LineDraft(product, D(1))])) == "product"


def test_an_order_without_lines_is_refused(li_min):
    assert refused(li_min, draft_order(actor=li_min, lines=[])) == "complete"


def test_a_blocked_customer_is_refused_with_the_reason(li_min):
    customer = CustomerFactory(is_blocked=True, blocked_reason="法院查封")
    order = draft_order(actor=li_min, customer=customer)
    with pytest.raises(BusinessError, match="法院查封") as refusal:
        order_submit(actor=li_min, order=order, at=MORNING)
    assert refusal.value.code == "blocked"


@pytest.mark.usefixtures("second_pairs")
def test_credit_counts_money_owed_and_orders_under_way(li_min, zhang_lan, wang_jianguo):
    customer = CustomerFactory(credit_limit=D("50000.00"))
    owe(customer, wang_jianguo, "2400.00", due_on=date(2026, 12, 1))
    verified_order(actor=li_min, second=zhang_lan, customer=customer)  # 23,800.00
    fits = draft_order(actor=li_min, customer=customer)  # another 23,800.00: exactly 50,000.00
    order_submit(actor=li_min, order=fits, at=MORNING)
    line = LineDraft(ProductFactory(), D(10), unit_price=D("2380.001"))
    over = draft_order(actor=li_min, customer=customer, lines=[line])
    assert refused(li_min, over) == "credit"


def test_a_company_may_only_warn_of_credit(li_min):
    SalesPolicy.objects.create(pk=1, credit_level="warning")
    customer = CustomerFactory(credit_limit=D("1000.00"))
    order = draft_order(actor=li_min, customer=customer)
    order_submit(actor=li_min, order=order, at=MORNING)
    assert order.checks.get(kind=CheckKind.CREDIT).level == CheckLevel.WARNING


def test_money_overdue_for_long_warns(li_min, wang_jianguo):
    customer = CustomerFactory()
    owe(customer, wang_jianguo, "100.00", due_on=date(2026, 11, 20) - timedelta(days=30))
    order = draft_order(actor=li_min, customer=customer)
    order_submit(actor=li_min, order=order, at=MORNING)
    assert order.checks.get(kind=CheckKind.OVERDUE).level == CheckLevel.PASS
    owe(customer, wang_jianguo, "100.00", due_on=date(2026, 11, 20) - timedelta(days=31))
    order = draft_order(actor=li_min, customer=customer)
    order_submit(actor=li_min, order=order, at=MORNING)
    assert order.checks.get(kind=CheckKind.OVERDUE).level == CheckLevel.WARNING


def test_the_same_customer_number_warns_and_names_the_order(li_min):
    customer = CustomerFactory()
    facts = {"actor": li_min, "customer": customer, "customer_order_number": "PO-1187"}
    first = submitted_order(**facts)
    second = submitted_order(**facts)
    check = second.checks.get(kind=CheckKind.DUPLICATE)
    assert check.level == CheckLevel.WARNING
    assert first.number in check.sentence


def test_submitting_twice_is_refused_and_numbers_once(li_min):
    order = submitted_order(actor=li_min)
    with pytest.raises(BusinessError) as refusal:
        order_submit(actor=li_min, order=order, at=MORNING)
    assert refusal.value.code == "illegal_move"
    assert submitted_order(actor=li_min).number == "SO-202611-00002"


def test_the_maker_takes_an_order_back_and_the_number_stays(li_min):
    order = submitted_order(actor=li_min)
    order_return(actor=li_min, order=order, reason="数量写错", at=MORNING)
    order.refresh_from_db()
    assert order.status == OrderStatus.DRAFT
    assert order_submit(actor=li_min, order=order, at=MORNING).number == "SO-202611-00001"
