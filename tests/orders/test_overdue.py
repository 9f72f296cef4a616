"""Overdue is one word: everything that says it of a customer and a day says the same."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.factories import UserFactory
from core import duties
from core.models import Duty
from core.ui import lists
from customers.factories import CustomerFactory
from customers.models import Customer
from orders.enums import CheckKind, CheckLevel, DunningChannel, ReceivablePortion
from orders.factories import ReceiptFactory, ReceivableFactory, draft_order, noon
from orders.models import SalesPolicy
from orders.selectors.credit import credit_of
from orders.selectors.dunning import overdue_of, with_overdue
from orders.selectors.receivables import receivables_at, total_of
from orders.services import dunning_record, order_submit, receipt_register
from reports.selectors import dashboard

D = Decimal
MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def owing(customer, amount, due_on, portion=ReceivablePortion.PRICE):
    return ReceivableFactory(
        customer=customer,
        salesperson=customer.owner,
        order=None,
        arose_on=date(2026, 9, 1),
        due_on=due_on,
        amount=D(amount),
        portion=portion,
    )


@pytest.fixture
def customer(wang_jianguo):
    """Overdue since a day, since the last day of grace and beyond it; a credit nobody set off;
    retention money before and after its day; something due today."""
    found = CustomerFactory(owner=wang_jianguo, region=wang_jianguo.region)
    owing(found, "1000.01", MONDAY - DAY)
    owing(found, "200.20", MONDAY - 30 * DAY)
    owing(found, "30.30", MONDAY - 31 * DAY)
    owing(found, "-500.00", MONDAY - 60 * DAY)
    owing(found, "7.77", MONDAY - 2 * DAY, ReceivablePortion.RETENTION)
    owing(found, "88.88", MONDAY + 200 * DAY, ReceivablePortion.RETENTION)
    owing(found, "99.99", MONDAY)
    return found


def listed(user, name, today, **params):
    rows = lists.find(name)(user=user, today=today, params=params)
    return rows.totals()


@pytest.mark.parametrize(
    ("today", "amount", "beyond"),
    [
        (MONDAY, "1238.28", "30.30"),
        (MONDAY + DAY, "1338.27", "230.50"),
        (MONDAY - DAY, "238.27", "0.00"),
        (MONDAY - 30 * DAY, "30.30", "0.00"),
        (MONDAY - 40 * DAY, "0.00", "0.00"),
    ],
)
def test_panel_list_ageing_dashboard_and_dunning_say_the_same(
    customer, fang_wen, today, amount, beyond
):
    credit = credit_of(customer, on=today, policy=SalesPolicy())
    aged = total_of(receivables_at(today))
    chased = with_overdue(Customer.objects.filter(pk=customer.pk), today).first()
    of_dashboard = dashboard.overdue(user=fang_wen, on=today)
    buckets = dashboard.ageing_now(user=fang_wen, on=today)
    items = listed(fang_wen, "receivables", today, overdue=["1"])
    dunned = listed(fang_wen, "dunning", today)
    said = {
        credit.overdue,
        aged.overdue,
        overdue_of(customer.pk, today).amount,
        chased.overdue_amount if chased else D(0),
        D(of_dashboard["amount"]),
        D(sum(bucket.amount for bucket in buckets if bucket.first)),
        D(items["open_amount"] or 0),
        D(dunned["overdue_amount"] or 0),
    }
    assert {each.quantize(D("0.01")) for each in said} == {D(amount)}
    assert credit.beyond_grace == D(beyond)


def test_a_credit_nobody_set_off_and_money_not_allocated_stop_nobody(wang_jianguo):
    found = CustomerFactory(owner=wang_jianguo)
    owing(found, "300.00", MONDAY - 40 * DAY)
    owing(found, "-180.00", MONDAY)
    ReceiptFactory(customer=found, amount=D("100.00"), free_amount=D("100.00"))

    credit = credit_of(found, on=MONDAY, policy=SalesPolicy())

    assert (credit.overdue, credit.receivable, credit.beyond_grace) == (300, 20, 20)


def test_the_page_of_the_customer_and_the_check_of_an_order_use_the_same_words(
    customer, li_min, li_min_client, monkeypatch
):
    monkeypatch.setattr("orders.menu.customer.business_today", lambda: MONDAY)
    page = li_min_client.get(f"/customers/customer/{customer.pk}/").content.decode()
    assert '<dt>逾期</dt><dd class="bo-red">1,238.28</dd>' in page
    order = draft_order(actor=li_min, customer=customer, at=noon(MONDAY))
    order_submit(actor=li_min, order=order, at=noon(MONDAY))
    check = order.checks.get(kind=CheckKind.OVERDUE)
    assert (check.level, str(check.get_kind_display())) == (CheckLevel.WARNING, "逾期超过宽限期")
    assert check.sentence == "逾期超过宽限期 30 天的款项有 30.30。"


def asked(actor, customer, on=MONDAY, **facts):
    facts = {"channel": DunningChannel.PHONE, "words": "财务说下周排款", **facts}
    return dunning_record(actor=actor, customer=customer, on=on, at=noon(on), **facts)


def chased_on(day):
    duties.refresh(noon(day))
    return [duty.key for duty in Duty.objects.open().filter(kind="orders.collect")]


def test_the_duty_waits_for_the_next_step_and_comes_back_when_its_day_is_over(
    customer, wang_jianguo
):
    key = str(customer.pk)
    assert chased_on(MONDAY) == [key]
    asked(wang_jianguo, customer, next_on=MONDAY + 3 * DAY, next_step="上门")
    assert chased_on(MONDAY) == []
    assert chased_on(MONDAY + 3 * DAY) == []
    assert chased_on(MONDAY + 4 * DAY) == [key]
    asked(wang_jianguo, customer, MONDAY + 4 * DAY)  # and nothing said of how it goes on
    assert chased_on(MONDAY + 4 * DAY) == [key]


def test_the_duty_waits_for_an_open_promise_and_not_for_one_kept_or_broken(customer, wang_jianguo):
    key = str(customer.pk)
    asked(wang_jianguo, customer, promised_amount=D(100), promised_on=MONDAY + 2 * DAY)
    asked(wang_jianguo, customer, MONDAY + DAY, channel=DunningChannel.WECHAT)
    assert chased_on(MONDAY + DAY) == []
    assert chased_on(MONDAY + 3 * DAY) == [key]  # broken
    asked(wang_jianguo, customer, MONDAY + 3 * DAY, promised_amount=D(100),
          promised_on=MONDAY + 9 * DAY)  # fmt: skip
    assert chased_on(MONDAY + 4 * DAY) == []
    day = MONDAY + 5 * DAY
    receipt_register(
        actor=UserFactory(roles=["finance"]),
        customer=customer,
        amount=D(100),
        received_on=day,
        at=noon(day),
    )
    assert chased_on(day) == [key]  # kept, and there is more


def test_another_customers_next_step_keeps_nobody_quiet(customer, wang_jianguo):
    other = CustomerFactory(owner=wang_jianguo, region=wang_jianguo.region)
    owing(other, "1.00", MONDAY - DAY)
    asked(wang_jianguo, other, next_on=MONDAY + 3 * DAY)
    assert chased_on(MONDAY) == [str(customer.pk)]
