"""Money that goes back to a customer: free before, confirmed by another, the same in every book."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from core import periods
from core.errors import BusinessError, NotAllowed
from core.models import AuditEntry
from core.ui import lists
from customers.factories import CustomerFactory
from orders.enums import ReceiptStatus, RefundStatus
from orders.factories import ReceivableFactory, RefundFactory, noon, shipped, stocked
from orders.models import Receivable, Refund
from orders.selectors.account import customer_account
from orders.selectors.figures import Measure, outstanding, receipts
from orders.selectors.receivables import receivables_at, total_of
from orders.services import (
    AllocationRow,
    receipt_allocate,
    receipt_register,
    receipt_release,
    receipt_reverse,
    refund_cancel,
    refund_pay,
    refund_request,
)

D = Decimal
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def overpaid(an_order, li_min, sun_xiaoyan):
    """565.00 shipped on Friday, 600.00 paid and allocated on Monday: 35.00 are free."""
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipped(order, actor=li_min, on=FRIDAY, quantities={1: D(5)})
    receipt = receipt_register(
        actor=sun_xiaoyan,
        customer=order.customer,
        amount=D(600),
        received_on=MONDAY,
        at=noon(TUESDAY),
    )
    return receipt_allocate(actor=sun_xiaoyan, receipt=receipt, on=MONDAY, at=noon(TUESDAY))


def asked(actor, receipt, amount="35.00", **facts):
    return refund_request(
        actor=actor, receipt=receipt, amount=D(amount), reason="多付", at=noon(TUESDAY), **facts
    )


def paid(actor, refund, on=TUESDAY, **facts):
    return refund_pay(actor=actor, refund=refund, on=on, at=noon(TUESDAY), **facts)


def refused(code):
    return pytest.raises(BusinessError, check=lambda error: error.code == code)


def test_an_overpayment_goes_back_and_every_book_agrees(overpaid, li_min, sun_xiaoyan):
    refund = asked(li_min, overpaid)
    assert (refund.number, refund.status) == ("TK-202611-00001", RefundStatus.REQUESTED)
    overpaid.refresh_from_db()
    assert overpaid.free_amount == D("35.00")  # asked for is not paid

    paid(sun_xiaoyan, refund, reference="20261124001")

    refund.refresh_from_db()
    overpaid.refresh_from_db()
    assert (refund.status, refund.refunded_on, refund.paid_by) == ("paid", TUESDAY, sun_xiaoyan)
    assert overpaid.free_amount == 0
    customer = overpaid.customer
    account = customer_account(customer, FRIDAY, TUESDAY)
    assert [(e.document, e.debit, e.credit, e.balance) for e in account.entries][1:] == [
        (overpaid.number, 0, D("600.00"), D("-35.00")),
        (refund.number, D("35.00"), 0, 0),
    ]
    aged = {day: total_of(receivables_at(day)) for day in (MONDAY, TUESDAY)}
    assert [(each.outstanding, each.unallocated) for each in aged.values()] == [
        (0, D("35.00")),
        (0, 0),
    ]
    months, measure = (date(2026, 11, 1), date(2026, 11, 30)), Measure()
    assert receipts(span=months, measure=measure) == {(): D("565.00")}
    assert receipts(span=(TUESDAY, TUESDAY), measure=measure) == {(): D("-35.00")}
    assert outstanding(on=TUESDAY, measure=measure) == {(): 0}
    verbs = AuditEntry.objects.about(refund).values_list("verb", flat=True)
    assert list(verbs) == ["orders.refund_paid", "orders.refund_requested"]


def test_the_rows_behind_the_receipts_come_to_them(overpaid, li_min, sun_xiaoyan):
    paid(sun_xiaoyan, asked(li_min, overpaid, "20.10"))
    paid(sun_xiaoyan, asked(li_min, overpaid, "4.20"))

    def total(span):
        params = {"moved_on": [span]}
        rows = lists.find("receipt_flow")(user=sun_xiaoyan, today=TUESDAY, params=params)
        return rows.totals()["counted_amount"].quantize(D("0.01"))

    assert total("2026-11-23..2026-11-24") == D("575.70")
    assert total("2026-11-24..2026-11-24") == D("-24.30")
    assert total("2026-11-23..2026-11-23") == D("600.00")


def test_who_asked_never_confirms(overpaid, li_min, sun_xiaoyan):
    refund = asked(sun_xiaoyan, overpaid)

    with refused("two_pairs"):
        paid(sun_xiaoyan, refund)
    with pytest.raises(NotAllowed):
        paid(li_min, refund)
    with pytest.raises(IntegrityError):
        Refund.objects.filter(pk=refund.pk).update(paid_by=sun_xiaoyan)


def test_who_sees_prices_only_may_not_ask(overpaid, wang_jianguo):
    with pytest.raises(NotAllowed):
        asked(wang_jianguo, overpaid)


@pytest.mark.parametrize("amount", ["0", "-1", "35.01"])
def test_no_more_than_is_free_is_asked_for(overpaid, li_min, amount):
    with pytest.raises(BusinessError) as refusal:
        asked(li_min, overpaid, amount)
    assert refusal.value.field == "amount"


def test_what_is_asked_for_already_is_not_asked_for_again(overpaid, li_min):
    first = asked(li_min, overpaid, "30.00")
    with refused("over_refund"):
        asked(li_min, overpaid, "5.01")

    refund_cancel(actor=li_min, refund=first, reason="客户改作预付款", at=noon(TUESDAY))

    assert asked(li_min, overpaid).amount == D("35.00")


def test_the_page_offers_what_is_not_asked_for_yet(overpaid, li_min, li_min_client, time_machine):
    time_machine.move_to(noon(TUESDAY))
    asking = f"/orders/receipt/{overpaid.pk}/refund/"
    asked(li_min, overpaid, "30.00")
    assert 'value="5.00"' in li_min_client.get(asking).content.decode()
    asked(li_min, overpaid, "5.00")
    assert "已没有未核销的余额" in li_min_client.get(asking, follow=True).content.decode()


def test_money_that_was_needed_meanwhile_is_not_paid(overpaid, li_min, sun_xiaoyan, an_order):
    refund = asked(li_min, overpaid)
    item = Receivable.objects.get()
    receipt_release(
        actor=sun_xiaoyan, receipt=overpaid, receivable=item, on=TUESDAY, at=noon(TUESDAY)
    )
    Receivable.objects.filter(pk=item.pk).update(amount=D(600), open_amount=D(600))
    receipt_allocate(actor=sun_xiaoyan, receipt=overpaid, on=TUESDAY, at=noon(TUESDAY))

    with refused("over_refund"):
        paid(sun_xiaoyan, refund)


def test_what_was_free_again_later_is_not_spent_on_an_earlier_day(overpaid, li_min, sun_xiaoyan):
    item = Receivable.objects.get()
    facts = {"actor": sun_xiaoyan, "at": noon(TUESDAY)}
    overpaid = receipt_release(receipt=overpaid, receivable=item, on=TUESDAY, **facts)
    assert overpaid.free_amount == D("600.00")
    refund = asked(li_min, overpaid, "100.00")

    with refused("over_refund"):
        paid(sun_xiaoyan, refund, on=MONDAY)
    with refused("over_open"):  # on Monday nothing of it was
        rows = [AllocationRow(item, D("1.00"))]
        receipt_allocate(receipt=overpaid, on=MONDAY, rows=rows, **facts)
    other = ReceivableFactory(
        customer=overpaid.customer,
        salesperson=sun_xiaoyan,
        order=None,
        amount=D(50),
        open_amount=D(50),
        arose_on=MONDAY,
    )
    receipt_allocate(receipt=overpaid, on=MONDAY, **facts)  # the 35.00 that were free that day
    paid(sun_xiaoyan, refund)

    other.refresh_from_db()
    assert other.open_amount == D("15.00")
    aged = [total_of(receivables_at(day)) for day in (MONDAY, TUESDAY)]
    assert [each.outstanding for each in aged] == [D("15.00"), D("580.00")]
    assert [each.unallocated for each in aged] == [0, D("465.00")]


def test_no_day_before_the_money_came_nor_one_to_come_nor_in_a_closed_period(
    overpaid, li_min, sun_xiaoyan
):
    refund = asked(li_min, overpaid)
    with refused("before"):
        paid(sun_xiaoyan, refund, on=FRIDAY)
    with refused("future"):
        paid(sun_xiaoyan, refund, on=date(2026, 11, 25))
    period = periods.period_of(TUESDAY)
    periods.close(actor=sun_xiaoyan, period=period, ledger="money", at=noon(TUESDAY))
    with pytest.raises(periods.PeriodClosed):
        paid(sun_xiaoyan, refund)
    assert Receivable.objects.filter(source="refund").count() == 0


def test_a_paid_refund_is_neither_taken_back_nor_given_up(overpaid, li_min, sun_xiaoyan):
    refund = paid(sun_xiaoyan, asked(li_min, overpaid))

    with refused("refunded"):
        receipt_release(
            actor=sun_xiaoyan,
            receipt=overpaid,
            receivable=refund.receivable,
            on=TUESDAY,
            at=noon(TUESDAY),
        )
    with pytest.raises(BusinessError):
        refund_cancel(actor=li_min, refund=refund, reason="x", at=noon(TUESDAY))
    with pytest.raises(BusinessError):
        paid(sun_xiaoyan, refund)


def test_a_receipt_that_bounces_after_its_refund_leaves_the_refund_owed(
    overpaid, li_min, sun_xiaoyan
):
    refund = paid(sun_xiaoyan, asked(li_min, overpaid))

    receipt_reverse(
        actor=sun_xiaoyan, receipt=overpaid, on=TUESDAY, reason="退票", at=noon(TUESDAY)
    )

    overpaid.refresh_from_db()
    opens = dict(Receivable.objects.values_list("source", "open_amount"))
    assert overpaid.status == ReceiptStatus.REVERSED
    assert opens == {"shipment": D("565.00"), "refund": D("35.00")}
    assert customer_account(refund.customer, FRIDAY, TUESDAY).closing == D("600.00")
    month = (date(2026, 11, 1), date(2026, 11, 30))
    assert receipts(span=month, measure=Measure()) == {(): D("-35.00")}


def test_what_is_asked_of_a_receipt_that_bounces_is_given_up(overpaid, li_min, sun_xiaoyan):
    refund = asked(li_min, overpaid)

    receipt_reverse(
        actor=sun_xiaoyan, receipt=overpaid, on=TUESDAY, reason="银行退票", at=noon(TUESDAY)
    )

    refund.refresh_from_db()
    assert refund.status == RefundStatus.CANCELLED
    entry = AuditEntry.objects.about(refund).first()
    assert (entry.actor, entry.reason) == (sun_xiaoyan, "银行退票")


def test_it_is_asked_for_and_paid_on_pages(
    overpaid, li_min_client, sun_xiaoyan_client, time_machine
):
    time_machine.move_to(noon(TUESDAY))
    asking = f"/orders/receipt/{overpaid.pk}/refund/"
    assert 'value="35.00"' in li_min_client.get(asking).content.decode()
    li_min_client.post(asking, {"amount": "35.00", "method": "bank", "reason": "多付"})
    refund = Refund.objects.get()
    paying = f"/orders/refund/{refund.pk}/pay/"

    assert (
        "退款须由申请人以外的人确认"
        not in sun_xiaoyan_client.get(f"/orders/refund/{refund.pk}/").content.decode()
    )
    sun_xiaoyan_client.post(paying, {"on": "2026-11-24", "reference": "20261124001"})

    refund.refresh_from_db()
    assert (refund.status, refund.reference) == ("paid", "20261124001")
    shown = sun_xiaoyan_client.get(f"/orders/receipt/{overpaid.pk}/?tab=refunds")
    assert refund.number in shown.content.decode()


def test_other_peoples_customers_are_not_seen(zhao_lei, wang_jianguo):
    refund = RefundFactory(receipt__customer=CustomerFactory(owner=wang_jianguo))

    assert list(Refund.objects.visible_to(wang_jianguo)) == [refund]
    assert not Refund.objects.visible_to(zhao_lei).exists()
