"""Acceptance bills: passed on, sold, collected; dishonoured, the debt is owed again."""

from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from core import periods
from core.errors import BusinessError, NotAllowed
from core.models import AuditEntry
from core.ui import inbox, lists
from customers.factories import CustomerFactory
from orders.enums import BillStatus, ReceiptMethod, ReceiptStatus
from orders.factories import BillFactory, ReceiptFactory, noon, shipped, stocked
from orders.menu.goods import rows_bills
from orders.models import Allocation, Bill, Receipt, Receivable
from orders.occasions import mistaken
from orders.selectors.account import customer_account
from orders.selectors.figures import Measure, receipts
from orders.selectors.receivables import receivables_at, total_of
from orders.services import (
    bill_collect,
    bill_discount,
    bill_dishonour,
    bill_endorse,
    bill_restore,
    receipt_register,
    receipt_reverse,
)

D = Decimal
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
WEDNESDAY = date(2026, 11, 25)
MAY = date(2027, 5, 23)
AT = noon(WEDNESDAY)
NUMBER = "513105400202611230000000000417"


@pytest.fixture
def order(an_order, li_min):
    """565.00 are owed since Friday."""
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipped(order, actor=li_min, on=FRIDAY, quantities={1: D(5)})
    return order


@pytest.fixture
def bill(order, sun_xiaoyan):
    """It pays 600.00 on Monday: all that is owed, and 35.00 in advance."""
    receipt = receipt_register(
        actor=sun_xiaoyan,
        customer=order.customer,
        amount=D(600),
        received_on=MONDAY,
        method=ReceiptMethod.ACCEPTANCE,
        bill_number=NUMBER,
        bill_acceptor="中国银行衡阳分行",
        bill_due_on=MAY,
        settles=True,
        at=AT,
    )
    return receipt.bill


def moved(bill):
    """What the commands share."""
    return {"bill": bill, "on": TUESDAY, "at": AT}


def refused(code):
    return pytest.raises(BusinessError, check=lambda error: error.code == code)


def endorsed(actor, bill, **facts):
    return bill_endorse(actor=actor, **(moved(bill) | {"endorsee": "湘潭电机有限公司"} | facts))


def discounted(actor, bill, **facts):
    known = {"discount_bank": "建行蒸湘支行", "proceeds_amount": D("591.50")}
    return bill_discount(actor=actor, **(moved(bill) | known | facts))


def dishonoured(actor, bill, **facts):
    known = {"reason": "账户余额不足", "on": WEDNESDAY}
    return bill_dishonour(actor=actor, **(moved(bill) | known | facts))


def by_hand(customer, on):
    """What the customer owes on the day less free money, every row read by itself."""
    owed = D(0)
    for item in Receivable.objects.filter(customer=customer):
        owed += item.amount if item.arose_on <= on else 0
    for receipt in Receipt.objects.filter(customer=customer):
        back = receipt.reversed_on
        owed -= receipt.amount if receipt.received_on <= on and not (back and back <= on) else 0
    return owed


def test_a_bill_is_in_hand_from_its_receipt_on(bill):
    assert (bill.status, str(bill)) == (BillStatus.HELD, NUMBER)
    assert Bill.history.get().status == "held"
    assert Receivable.objects.get().open_amount == 0


def test_other_money_brings_no_bill(order, sun_xiaoyan):
    receipt_register(
        actor=sun_xiaoyan, customer=order.customer, amount=D(1), received_on=MONDAY, at=AT
    )
    assert not Bill.objects.exists()


def test_it_is_endorsed(bill, sun_xiaoyan):
    bill = endorsed(sun_xiaoyan, bill)
    assert (bill.status, bill.endorsee, bill.endorsed_on) == (
        "endorsed",
        "湘潭电机有限公司",
        TUESDAY,
    )
    entry = AuditEntry.objects.about(bill).first()
    assert (entry.verb, entry.actor) == ("orders.bill_endorsed", sun_xiaoyan)
    assert Receivable.objects.get().open_amount == 0  # the debt is paid


def test_it_is_discounted(bill, sun_xiaoyan):
    bill = discounted(sun_xiaoyan, bill)
    assert (bill.status, bill.proceeds_amount, bill.interest) == (
        "discounted",
        D("591.50"),
        D("8.50"),
    )


@pytest.mark.parametrize("proceeds", ["0", "-1", "600.01"])
def test_a_bank_pays_no_more_than_the_bill(bill, sun_xiaoyan, proceeds):
    with refused("proceeds"):
        discounted(sun_xiaoyan, bill, proceeds_amount=D(proceeds))


def test_it_is_collected(bill, sun_xiaoyan):
    bill = bill_collect(actor=sun_xiaoyan, bill=bill, on=MAY, at=noon(MAY))
    assert (bill.status, bill.collected_on) == ("collected", MAY)


@pytest.mark.parametrize("before", [lambda _actor, bill: bill, endorsed, discounted])
def test_a_dishonoured_bill_revives_the_debt_and_every_book_agrees(
    bill, order, sun_xiaoyan, before
):
    bill = dishonoured(sun_xiaoyan, before(sun_xiaoyan, bill))

    bill.refresh_from_db()
    receipt = Receipt.objects.get()
    assert (bill.status, bill.dishonoured_on, bill.dishonour_reason) == (
        "dishonoured",
        WEDNESDAY,
        "账户余额不足",
    )
    assert (receipt.status, receipt.reversed_on) == (ReceiptStatus.REVERSED, WEDNESDAY)
    assert receipt.reverse_reason == "票据拒付：账户余额不足"
    assert Receivable.objects.get().open_amount == D("565.00")
    days = (FRIDAY, MONDAY, TUESDAY, WEDNESDAY)
    told = [total_of(receivables_at(day)) for day in days]
    owed = [each.outstanding - each.unallocated for each in told]
    assert owed == [D("565.00"), D("-35.00"), D("-35.00"), D("565.00")]
    assert owed == [by_hand(order.customer, day) for day in days]
    assert owed == [customer_account(order.customer, FRIDAY, day).closing for day in days]
    assert sum(Allocation.objects.values_list("amount", flat=True)) == 0
    month = (date(2026, 11, 1), date(2026, 11, 30))
    assert sum(receipts(span=month, measure=Measure()).values()) == 0
    order.refresh_from_db()
    assert order.collected_amount == 0
    verbs = set(AuditEntry.objects.about(bill).values_list("verb", flat=True))
    assert "orders.bill_dishonoured" in verbs
    reversal = AuditEntry.objects.about(receipt).filter(verb="orders.receipt_reversed").get()
    assert reversal.reason == "票据拒付：账户余额不足"


def test_a_dishonoured_bill_is_nobodys_error(bill, sun_xiaoyan):
    bill = dishonoured(sun_xiaoyan, bill)
    assert not mistaken(bill.receipt)


def test_a_receipt_typed_in_error_takes_its_bill_along(bill, sun_xiaoyan):
    receipt = receipt_reverse(
        actor=sun_xiaoyan, receipt=bill.receipt, on=TUESDAY, reason="重复登记", at=AT
    )
    bill.refresh_from_db()
    assert bill.status == BillStatus.REVERSED
    assert mistaken(receipt)
    with refused("reversed"):
        bill_collect(actor=sun_xiaoyan, **moved(bill))


def test_a_receipt_whose_bill_has_left_is_not_reversed(bill, sun_xiaoyan):
    endorsed(sun_xiaoyan, bill)
    with refused("bill_left"):
        receipt_reverse(
            actor=sun_xiaoyan, receipt=bill.receipt, on=WEDNESDAY, reason="重复登记", at=AT
        )
    assert Receipt.objects.get().status == ReceiptStatus.REGISTERED


def test_an_error_is_taken_back_into_hand(bill, sun_xiaoyan):
    bill = discounted(sun_xiaoyan, bill)
    bill = bill_restore(actor=sun_xiaoyan, bill=bill, reason="点错了", at=AT)
    bill.refresh_from_db()
    assert (bill.status, bill.discount_bank, bill.proceeds_amount) == ("held", "", None)
    assert endorsed(sun_xiaoyan, bill).status == "endorsed"


def test_a_state_that_does_not_allow_it_refuses(bill, sun_xiaoyan):
    with refused("illegal_move"):
        bill_restore(actor=sun_xiaoyan, bill=bill, reason="x", at=AT)
    bill = bill_collect(actor=sun_xiaoyan, **moved(bill))
    for command in (endorsed, discounted, dishonoured):
        with refused("illegal_move"):
            command(sun_xiaoyan, bill)
    assert Receipt.objects.get().status == ReceiptStatus.REGISTERED


def test_days_that_cannot_be(bill, sun_xiaoyan):
    with refused("before"):
        endorsed(sun_xiaoyan, bill, on=FRIDAY)
    with refused("future"):
        bill_collect(actor=sun_xiaoyan, bill=bill, on=date(2026, 11, 26), at=AT)
    for command in (endorsed, discounted):
        with refused("matured"):
            command(sun_xiaoyan, bill, on=MAY, at=noon(MAY))
    with refused("before"):
        dishonoured(sun_xiaoyan, endorsed(sun_xiaoyan, bill), on=MONDAY)


def test_a_closed_period_stays_closed(bill, sun_xiaoyan):
    bill = endorsed(sun_xiaoyan, bill)
    december = noon(date(2026, 12, 2))
    period = periods.period_of(TUESDAY)
    periods.close(actor=sun_xiaoyan, period=period, ledger="money", at=december)
    with pytest.raises(periods.PeriodClosed):
        dishonoured(sun_xiaoyan, bill)
    with pytest.raises(periods.PeriodClosed):
        bill_restore(actor=sun_xiaoyan, bill=bill, reason="x", at=december)
    bill = dishonoured(sun_xiaoyan, bill, on=date(2026, 12, 2), at=december)
    assert bill.status == BillStatus.DISHONOURED


def test_finance_moves_bills(bill, li_min, wang_jianguo):
    for person in (li_min, wang_jianguo):
        for command in (endorsed, discounted, dishonoured):
            with pytest.raises(NotAllowed):
                command(person, bill)


def test_a_stale_page_is_refused(bill, sun_xiaoyan):
    seen = bill.version
    endorsed(sun_xiaoyan, bill)
    with pytest.raises(BusinessError):
        dishonoured(sun_xiaoyan, bill, seen_version=seen)


def test_a_state_has_its_day_in_the_database_too(bill):
    for status in ("endorsed", "discounted", "collected", "dishonoured"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Bill.objects.filter(pk=bill.pk).update(status=status)


def test_the_views_and_the_inbox_know_the_days(bill, sun_xiaoyan, zhou_ting, time_machine):
    later = BillFactory(
        receipt__customer=bill.receipt.customer, receipt__bill_due_on=date(2027, 8, 1)
    )
    assert later.status == "held"
    views = {"held": {"status": ["held"]}, "soon": {"soon": ["1"]}, "ripe": {"ripe": ["1"]}}

    def counted(on):
        made = (lists.find("bills")(user=sun_xiaoyan, today=on, params=p) for p in views.values())
        return [each.matching.count() for each in made]

    assert counted(TUESDAY) == [2, 0, 0]
    assert counted(date(2027, 4, 23)) == [2, 1, 0]
    assert counted(date(2027, 5, 22)) == [2, 1, 0]
    assert counted(MAY) == [2, 0, 1]
    time_machine.move_to(noon(date(2027, 5, 22)))
    assert not any(inbox.Question(rows_bills(sun_xiaoyan)).rows())
    time_machine.move_to(noon(MAY))
    [[row]] = inbox.Question(rows_bills(sun_xiaoyan)).rows()
    assert row.url.endswith("?ripe=1")
    assert rows_bills(zhou_ting) == []


def test_the_list_counts_days_and_money(bill, sun_xiaoyan):
    found = lists.find("bills")(user=sun_xiaoyan, today=TUESDAY, params={})
    assert found.totals()["amount"] == D("600.00")
    assert found.matching.values_list("days_left", flat=True).get() == 180
    dishonoured(sun_xiaoyan, bill)
    found = lists.find("bills")(user=sun_xiaoyan, today=WEDNESDAY, params={})
    assert not found.totals()["amount"]
    assert found.matching.values_list("days_left", flat=True).get() is None


def test_it_goes_its_way_on_pages(bill, sun_xiaoyan_client, li_min_client, time_machine):
    time_machine.move_to(AT)
    of_receipt, own = f"/orders/receipt/{bill.receipt_id}/", f"/orders/bill/{bill.pk}/"
    page = sun_xiaoyan_client.get(of_receipt).content.decode()
    assert f"{own}endorse/" in page
    assert f"{own}restore/" not in page
    assert f'href="{own}"' in page
    assert f"{own}endorse/" not in li_min_client.get(of_receipt).content.decode()
    sun_xiaoyan_client.post(f"{own}endorse/", {"endorsee": "湘潭电机", "on": "2026-11-24"})
    page = sun_xiaoyan_client.get(of_receipt).content.decode()
    assert "已背书" in page
    sun_xiaoyan_client.post(f"{own}dishonour/", {"on": "2026-11-25", "reason": "余额不足"})
    page = sun_xiaoyan_client.get(own).content.decode()
    assert "拒付" in page
    assert Receivable.objects.get().open_amount == D("565.00")
    assert NUMBER in sun_xiaoyan_client.get("/orders/bill/?view=all").content.decode()


def test_a_refusal_stands_in_the_dialog(bill, sun_xiaoyan_client, time_machine):
    time_machine.move_to(AT)
    address = f"/orders/bill/{bill.pk}/endorse/"
    answer = sun_xiaoyan_client.post(address, {"endorsee": "湘潭电机", "on": "2026-11-20"})
    assert answer.status_code == 422
    assert "2026-11-23" in answer.content.decode()


def test_other_peoples_bills_are_not_seen(zhao_lei, wang_jianguo):
    bill = BillFactory(receipt__customer=CustomerFactory(owner=wang_jianguo))
    assert list(Bill.objects.visible_to(wang_jianguo)) == [bill]
    assert not Bill.objects.visible_to(zhao_lei).exists()


def test_what_came_as_a_bill_before_is_in_hand(sun_xiaoyan):
    old = ReceiptFactory(method="acceptance", bill_number="1", bill_due_on=date(2026, 1, 1))
    gone = ReceiptFactory(
        method="acceptance", bill_number="2", status="reversed", reversed_on=FRIDAY
    )
    ReceiptFactory()
    take_in = import_module("orders.migrations.0012_bills_have_a_life").take_in
    take_in(apps, None)
    take_in(apps, None)
    assert dict(Bill.objects.values_list("receipt", "status")) == {
        old.pk: "held",
        gone.pk: "reversed",
    }
    signed = Bill.history.exclude(history_user=None)  # the live model keeps one of its own
    assert signed.count() == 2
