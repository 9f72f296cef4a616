"""Receipts: what came in is allocated or free, never more; dated both ways."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import periods
from core.errors import BusinessError, NotAllowed
from core.ui import inbox
from customers.factories import CustomerFactory
from orders.enums import ReceiptMethod, ReceiptStatus
from orders.factories import AttachmentFactory, noon, shipped, stocked
from orders.menu.goods import rows_free
from orders.models import Allocation, Receivable
from orders.selectors.mandates import MANDATE
from orders.services import (
    AllocationRow,
    receipt_allocate,
    receipt_register,
    receipt_release,
    receipt_reverse,
)

D = Decimal
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def order(an_order, li_min):
    """Two shipments: 565.00 on Friday, 565.00 on Monday."""
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipped(order, actor=li_min, on=FRIDAY, quantities={1: D(5)})
    shipped(order, actor=li_min, on=MONDAY, quantities={1: D(5)})
    return order


def register(actor, customer, amount, on=MONDAY, **facts):
    return receipt_register(
        actor=actor, customer=customer, amount=D(amount), received_on=on, at=noon(TUESDAY), **facts
    )


def allocate(actor, receipt, on=MONDAY, **facts):
    return receipt_allocate(actor=actor, receipt=receipt, on=on, at=noon(TUESDAY), **facts)


def opens():
    return list(Receivable.objects.order_by("pk").values_list("open_amount", flat=True))


def test_money_that_came_in_is_free(order, sun_xiaoyan, wang_jianguo):
    receipt = register(sun_xiaoyan, order.customer, "600")
    assert (receipt.number, receipt.free_amount) == ("HK-202611-00001", D("600.00"))
    assert receipt.salesperson == wang_jianguo


def test_the_oldest_is_settled_first(order, sun_xiaoyan):
    receipt = allocate(sun_xiaoyan, register(sun_xiaoyan, order.customer, "600"))
    assert opens() == [D("0.00"), D("530.00")]
    assert receipt.free_amount == D("0.00")
    order.refresh_from_db()
    assert order.collected_amount == D("600.00")
    assert order.lines.get().collected_amount == D("600.00")


def test_what_is_not_needed_stays_free(order, sun_xiaoyan):
    receipt = allocate(sun_xiaoyan, register(sun_xiaoyan, order.customer, "2000"))
    assert receipt.free_amount == D("870.00")


def test_allocated_by_hand(order, sun_xiaoyan):
    second = Receivable.objects.order_by("pk")[1]
    receipt = register(sun_xiaoyan, order.customer, "600")
    allocate(sun_xiaoyan, receipt, rows=[AllocationRow(second, D("100.00"))])
    assert opens() == [D("565.00"), D("465.00")]


def test_never_more_than_was_received(order, sun_xiaoyan):
    first, second = Receivable.objects.order_by("pk")
    receipt = register(sun_xiaoyan, order.customer, "600")
    with pytest.raises(BusinessError) as refusal:
        allocate(
            sun_xiaoyan,
            receipt,
            rows=[AllocationRow(first, D("565.00")), AllocationRow(second, D("35.01"))],
        )
    assert refusal.value.code == "over_allocation"
    assert opens() == [D("565.00"), D("565.00")]


def test_never_more_than_is_owed(order, sun_xiaoyan):
    first = Receivable.objects.order_by("pk")[0]
    receipt = register(sun_xiaoyan, order.customer, "600")
    with pytest.raises(BusinessError) as refusal:
        allocate(sun_xiaoyan, receipt, rows=[AllocationRow(first, D("565.01"))])
    assert refusal.value.code == "over_open"


def test_another_customers_item_is_refused(order, an_order, li_min, sun_xiaoyan):
    other = an_order(("1", "50"))
    stocked(other, actor=li_min)
    shipped(other, actor=li_min)
    item = Receivable.objects.get(order=other)
    receipt = register(sun_xiaoyan, order.customer, "600")
    with pytest.raises(BusinessError):
        allocate(sun_xiaoyan, receipt, rows=[AllocationRow(item, D("10.00"))])


def test_money_settles_nothing_that_arose_later(order, sun_xiaoyan):
    receipt = register(sun_xiaoyan, order.customer, "1130", on=FRIDAY)
    receipt = allocate(sun_xiaoyan, receipt, on=FRIDAY)
    assert opens() == [D("0.00"), D("565.00")]
    assert receipt.free_amount == D("565.00")


def test_taking_an_allocation_back_is_dated(order, sun_xiaoyan):
    receipt = allocate(sun_xiaoyan, register(sun_xiaoyan, order.customer, "600"))
    first = Receivable.objects.order_by("pk")[0]
    receipt = receipt_release(
        actor=sun_xiaoyan,
        receipt=receipt,
        receivable=first,
        on=TUESDAY,
        at=noon(TUESDAY),
        reason="应核销第二笔",
    )
    assert receipt.free_amount == D("565.00")
    assert opens() == [D("565.00"), D("530.00")]
    back = Allocation.objects.get(reverses__isnull=False)
    assert (back.amount, back.effective_on) == (D("-565.00"), TUESDAY)
    order.refresh_from_db()
    assert order.collected_amount == D("35.00")


def test_nothing_is_taken_back_before_it_was_given(order, sun_xiaoyan):
    receipt = allocate(sun_xiaoyan, register(sun_xiaoyan, order.customer, "600", on=FRIDAY))
    with pytest.raises(BusinessError) as refusal:
        receipt_release(
            actor=sun_xiaoyan,
            receipt=receipt,
            receivable=Receivable.objects.order_by("pk")[0],
            on=FRIDAY,
            at=noon(TUESDAY),
        )
    assert refusal.value.code == "before"


def test_a_reversal_revives_the_debt_from_its_day(order, sun_xiaoyan):
    receipt = allocate(sun_xiaoyan, register(sun_xiaoyan, order.customer, "600"))
    receipt = receipt_reverse(
        actor=sun_xiaoyan, receipt=receipt, on=TUESDAY, reason="票据拒付", at=noon(TUESDAY)
    )
    assert (receipt.status, receipt.reversed_on) == (ReceiptStatus.REVERSED, TUESDAY)
    assert opens() == [D("565.00"), D("565.00")]
    order.refresh_from_db()
    assert order.collected_amount == D("0.00")
    with pytest.raises(BusinessError) as refusal:
        allocate(sun_xiaoyan, receipt, on=TUESDAY)
    assert refusal.value.code == "reversed"


def test_an_acceptance_bill_has_number_and_maturity(db, sun_xiaoyan):
    with pytest.raises(BusinessError) as refusal:
        register(sun_xiaoyan, CustomerFactory(), "1", method=ReceiptMethod.ACCEPTANCE)
    assert refusal.value.field == "bill_number"


BILL = {
    "method": ReceiptMethod.ACCEPTANCE,
    "bill_number": "130255300001220261120000000001",
    "bill_acceptor": "中国银行衡阳分行",
    "bill_due_on": date(2027, 5, 20),
}


def test_an_acceptance_bill_has_an_acceptor(db, sun_xiaoyan):
    with pytest.raises(BusinessError) as refusal:
        register(sun_xiaoyan, CustomerFactory(), "1", **{**BILL, "bill_acceptor": " "})
    assert (refusal.value.field, refusal.value.code) == ("bill_acceptor", "acceptor")


def test_a_bill_stands_in_one_receipt(db, sun_xiaoyan):
    first = register(sun_xiaoyan, CustomerFactory(), "1", **BILL)
    as_copied = f" {BILL['bill_number'][:10]} {BILL['bill_number'][10:]}"
    for number in (BILL["bill_number"], as_copied):
        with pytest.raises(BusinessError) as refusal:
            register(sun_xiaoyan, CustomerFactory(), "2", **{**BILL, "bill_number": number})
        assert (refusal.value.field, refusal.value.code) == ("bill_number", "duplicate_bill")
    receipt_reverse(actor=sun_xiaoyan, receipt=first, on=TUESDAY, reason="误登", at=noon(TUESDAY))
    assert register(sun_xiaoyan, CustomerFactory(), "1", **BILL).bill_number == BILL["bill_number"]


def typed(customer, **facts):
    return {
        "customer": customer.pk,
        "received_on": "2026-11-23",
        "amount": "600",
        "method": "bank",
        **facts,
    }


def warned(client, data):
    answer = client.post("/orders/receipt/create/", data)
    found = answer.context["form"].warnings if answer.status_code == 422 else []
    return [code for code, _text in found]


def test_a_receipt_that_looks_like_another_is_ticked(db, sun_xiaoyan, sun_xiaoyan_client):
    customer = CustomerFactory()
    register(sun_xiaoyan, customer, "600")
    register(sun_xiaoyan, CustomerFactory(), "700")
    with time_machine.travel(noon(TUESDAY), tick=False):
        assert warned(sun_xiaoyan_client, typed(customer)) == ["alike"]
        assert warned(sun_xiaoyan_client, typed(customer, reference="20261123-9")) == ["alike"]
        assert warned(sun_xiaoyan_client, typed(customer, accepted="alike")) == []
        assert warned(sun_xiaoyan_client, typed(customer, amount="700")) == []


def test_a_bill_that_had_matured_is_ticked(db, sun_xiaoyan_client):
    bill = {**BILL, "bill_due_on": "2025-10-19", "method": "acceptance"}
    with time_machine.travel(noon(TUESDAY), tick=False):
        assert warned(sun_xiaoyan_client, typed(CustomerFactory(), **bill)) == ["matured"]


def test_a_third_party_waits_for_its_paper_in_the_inbox(db, sun_xiaoyan, wang_jianguo):
    customer = CustomerFactory()
    paid = register(
        sun_xiaoyan, customer, "1", payer="长沙某某贸易有限公司", payer_paper="委托付款书 3 号"
    )
    register(sun_xiaoyan, customer, "2")
    page = "/orders/receipt/?mandate=1"

    def waiting(person):
        found = [row for rows in inbox.Question(rows_free(person)).rows() for row in rows]
        return [row.count for row in found if row.url == page]

    assert (waiting(sun_xiaoyan), waiting(wang_jianguo)) == ([1], [])
    AttachmentFactory(
        subject_type=ContentType.objects.get_for_model(paid), subject_id=paid.pk, kind=MANDATE
    )
    assert waiting(sun_xiaoyan) == []


def test_a_third_party_pays_with_paper_only(db, sun_xiaoyan):
    customer = CustomerFactory()
    with pytest.raises(BusinessError) as refusal:
        register(sun_xiaoyan, customer, "1", payer="长沙某某贸易有限公司")
    assert refusal.value.code == "third_party"
    register(sun_xiaoyan, customer, "1", payer="长沙某某贸易有限公司", payer_paper="委托书")
    register(sun_xiaoyan, customer, "1", payer=customer.name)


def test_a_bank_reference_is_registered_once(db, sun_xiaoyan):
    customer = CustomerFactory()
    register(sun_xiaoyan, customer, "1", reference="20261123001")
    with pytest.raises(BusinessError) as refusal:
        register(sun_xiaoyan, customer, "1", reference="20261123001")
    assert refusal.value.code == "duplicate_reference"


@pytest.mark.parametrize("amount", ["0", "-5", "0.004"])
def test_nothing_is_no_receipt(db, sun_xiaoyan, amount):
    with pytest.raises(BusinessError):
        register(sun_xiaoyan, CustomerFactory(), amount)


def test_no_money_moves_in_a_closed_period(order, sun_xiaoyan):
    receipt = register(sun_xiaoyan, order.customer, "600")
    period = periods.period_of(MONDAY)
    periods.close(actor=sun_xiaoyan, period=period, ledger="money", at=noon(MONDAY))
    with pytest.raises(periods.PeriodClosed):
        register(sun_xiaoyan, order.customer, "600")
    with pytest.raises(periods.PeriodClosed):
        allocate(sun_xiaoyan, receipt)


def test_salespeople_register_no_money(order, wang_jianguo):
    with pytest.raises(NotAllowed):
        register(wang_jianguo, order.customer, "600")


def test_money_that_all_went_back_leaves_no_crumb(order, sun_xiaoyan):
    receipts = [register(sun_xiaoyan, order.customer, amount) for amount in ("0.10", "0.20")]
    for receipt in receipts:
        allocate(sun_xiaoyan, receipt)
    for receipt in receipts:
        receipt_reverse(
            actor=sun_xiaoyan, receipt=receipt, on=TUESDAY, reason="退汇", at=noon(TUESDAY)
        )

    order.refresh_from_db()
    assert opens() == [D("565.00"), D("565.00")]
    assert (order.collected_amount, order.lines.get().collected_amount) == (D("0.00"), D("0.00"))


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.tuples(st.sampled_from("aarx"), st.integers(1, 90000)), max_size=8))
def test_what_came_in_is_allocated_or_free(order, sun_xiaoyan, steps):
    receipts = []
    for step, cents in steps:
        try:
            match step:
                case "a":
                    receipts.append(register(sun_xiaoyan, order.customer, D(cents) / 100))
                    allocate(sun_xiaoyan, receipts[-1])
                case "r" if receipts:
                    item = Allocation.objects.filter(receipt=receipts[-1]).first()
                    receipt_release(
                        actor=sun_xiaoyan,
                        receipt=receipts[-1],
                        receivable=item.receivable if item else Receivable.objects.first(),
                        on=TUESDAY,
                        at=noon(TUESDAY),
                    )
                case "x" if receipts:
                    receipt_reverse(
                        actor=sun_xiaoyan,
                        receipt=receipts.pop(),
                        on=TUESDAY,
                        reason="退汇",
                        at=noon(TUESDAY),
                    )
        except BusinessError:
            pass
    for receipt in receipts:
        receipt.refresh_from_db()
        allocated = sum(receipt.allocations.values_list("amount", flat=True))
        assert receipt.amount == allocated + receipt.free_amount
    for item in Receivable.objects.all():
        assert item.open_amount == item.amount - sum(
            item.allocations.values_list("amount", flat=True)
        )
        assert 0 <= item.open_amount <= item.amount
    order.refresh_from_db()
    paid = sum(Allocation.objects.values_list("amount", flat=True))
    assert order.collected_amount == paid == order.lines.get().collected_amount
