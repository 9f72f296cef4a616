"""Retention money: what reduces it, and how it stands day by day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.models import AuditEntry
from customers.factories import CustomerFactory
from orders.enums import Event, InvoiceKind, ReceivablePortion, ReceivableSource
from orders.factories import noon, shipped, stocked
from orders.lists.receivable import ReceivableList
from orders.models import Allocation, Receivable, SalesPolicy, SalesReturn
from orders.selectors.credit import credit_of
from orders.selectors.policy import sales_policy
from orders.selectors.receivables import Retention, receivables_at, retention_at, total_of
from orders.services import (
    AllocationRow,
    Confirmation,
    InvoiceRow,
    RedRow,
    ReturnRow,
    invoice_apply,
    invoice_issue,
    invoice_reverse,
    invoice_void,
    receipt_allocate,
    receipt_register,
    sales_return_create,
    sales_return_receive,
    shipment_sign,
)

D = Decimal
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
DUE = date(2026, 12, 20)  # thirty days of credit
KEPT_UNTIL = date(2027, 11, 20)
LATER = date(2028, 1, 5)
PRICE, RETENTION = ReceivablePortion.PRICE, ReceivablePortion.RETENTION
CONFIRMED = Confirmation(number="HZ4301", confirmed_on=MONDAY, reason="销货退回", began_by="购买方")


@pytest.fixture
def by_invoice(db):
    """Money is owed from the invoice on."""
    SalesPolicy.objects.create(pk=1, receivable_basis=ReceivableSource.INVOICE)


def items(**condition):
    rows = Receivable.objects.filter(**condition).order_by("pk")
    return [(row.portion, row.due_on, row.amount, row.open_amount) for row in rows]


def opens(**condition):
    rows = Receivable.objects.filter(**condition).order_by("pk")
    return [(row.portion, row.open_amount) for row in rows]


def pay(actor, customer, amount, on=FRIDAY):
    receipt = receipt_register(
        actor=actor, customer=customer, amount=D(amount), received_on=on, at=noon(on)
    )
    return receipt_allocate(actor=actor, receipt=receipt, on=on, at=noon(on))


def give_back(actor, shipment, quantity, on=MONDAY):
    rows = [ReturnRow(shipment.lines.first(), D(quantity))]
    drawn = sales_return_create(
        actor=actor, shipment=shipment, rows=rows, reason="泵体渗漏", at=noon(on)
    )
    return sales_return_receive(actor=actor, sales_return=drawn, on=on, at=noon(on))


def refused_half(actor, shipment, on=MONDAY):
    part = shipment.lines.get()
    signed = shipment_sign(
        actor=actor,
        shipment=shipment,
        on=on,
        at=noon(on),
        signed_name="刘师傅",
        signed={part.pk: part.quantity / 2},
        refused_reason="外箱破损",
    )
    drawn = SalesReturn.objects.get(shipment=signed)
    return sales_return_receive(actor=actor, sales_return=drawn, on=on, at=noon(on))


def invoiced(actor, order, number="26112000000000000001", code="", **facts):
    rows = [InvoiceRow(line, line.quantity) for line in order.lines.order_by("position")]
    asked = invoice_apply(
        actor=actor, customer=order.customer, rows=rows, on=FRIDAY, at=noon(FRIDAY), **facts
    )
    return invoice_issue(
        actor=actor, invoice=asked, number=number, code=code, on=FRIDAY, at=noon(FRIDAY)
    )


@pytest.mark.usefixtures("by_invoice")
def test_by_invoice_basis_the_invoice_is_owed_in_two(kept_back, li_min):
    order = kept_back(("10", "113"), ("3", "33.3333"))
    shipped(order, actor=li_min)
    assert items() == []
    invoice = invoiced(li_min, order)
    assert items(invoice=invoice) == [
        (PRICE, DUE, D("1107.00"), D("1107.00")),
        (RETENTION, KEPT_UNTIL, D("123.00"), D("123.00")),
    ]


# what reduces it


def test_a_return_takes_its_part_off_each(kept_back, li_min):
    shipment = shipped(kept_back(("10", "113")), actor=li_min)
    give_back(li_min, shipment, "2")
    assert opens() == [(PRICE, D("813.60")), (RETENTION, D("90.40"))]


def test_refused_and_shipped_again_keeps_the_agreed_share_back(kept_back, li_min):
    order = kept_back(("10", "100"), rate="0.30")
    refused_half(li_min, shipped(order, actor=li_min))
    assert opens() == [(PRICE, D("350.00")), (RETENTION, D("150.00"))]
    shipped(order, actor=li_min, on=MONDAY)
    assert opens()[2:] == [(PRICE, D("350.00")), (RETENTION, D("150.00"))]
    assert retention_at(MONDAY, order.customer_id).kept == D("300.00")


def test_it_is_the_same_where_the_retention_is_due_first(kept_back, li_min, wang_jianguo):
    customer = CustomerFactory(owner=wang_jianguo, credit_days=90)
    shipment = shipped(kept_back(("10", "113"), months=1, customer=customer), actor=li_min)
    give_back(li_min, shipment, "9")
    assert opens() == [(PRICE, D("101.70")), (RETENTION, D("11.30"))]


def test_a_return_after_the_price_was_paid_is_credited_and_takes_its_part_of_the_retention(
    kept_back, li_min
):
    shipment = shipped(kept_back(("10", "100")), actor=li_min)
    pay(li_min, shipment.customer, "900")
    give_back(li_min, shipment, "5")
    assert opens() == [(PRICE, D("0.00")), (RETENTION, D("50.00")), (PRICE, D("-450.00"))]
    give_back(li_min, shipment, "5")
    assert opens() == [
        (PRICE, D("0.00")),
        (RETENTION, D("0.00")),
        (PRICE, D("-450.00")),
        (PRICE, D("-450.00")),
    ]


def test_what_is_paid_of_the_retention_goes_over_to_the_price(kept_back, li_min):
    shipment = shipped(kept_back(("10", "100"), months=1), actor=li_min)
    retention = Receivable.objects.get(portion=RETENTION)
    receipt = receipt_register(
        actor=li_min, customer=shipment.customer, amount=D(80), received_on=FRIDAY, at=noon(FRIDAY)
    )
    rows = [AllocationRow(retention, D(80))]
    receipt_allocate(actor=li_min, receipt=receipt, rows=rows, on=FRIDAY, at=noon(FRIDAY))
    give_back(li_min, shipment, "5")  # 20.00 of the 50.00 can be borne
    assert opens() == [(PRICE, D("420.00")), (RETENTION, D("0.00"))]


@pytest.mark.parametrize("paid", [False, True])
def test_parts_that_are_rounded_leave_no_cent_behind(kept_back, li_min, paid):
    shipment = shipped(kept_back(("3", "33.33")), actor=li_min)
    assert opens() == [(PRICE, D("89.99")), (RETENTION, D("10.00"))]
    if paid:
        pay(li_min, shipment.customer, "89.99")
    kept = []
    for _each in range(3):
        give_back(li_min, shipment, "1")
        kept.append(Receivable.objects.get(portion=RETENTION).open_amount)
    assert kept == [D("6.67"), D("3.33"), D("0.00")]
    assert Receivable.objects.get(portion=PRICE, amount__gt=0).open_amount == 0
    credits = [row.amount for row in Receivable.objects.filter(amount__lt=0)]
    assert sum(credits) == (D("-89.99") if paid else 0)


def test_a_whole_return_of_a_paid_price_leaves_no_retention_owed(kept_back, li_min):
    shipment = shipped(kept_back(("10", "113")), actor=li_min)
    pay(li_min, shipment.customer, "1017")
    give_back(li_min, shipment, "10")
    assert opens() == [(PRICE, D("0.00")), (RETENTION, D("0.00")), (PRICE, D("-1017.00"))]
    credit = Receivable.objects.order_by("pk").last()
    assert (credit.source, credit.amount) == (ReceivableSource.RETURN, D("-1017.00"))
    line = shipment.order.lines.get()
    assert line.receivable_amount - line.collected_amount == D("-1017.00")


@pytest.mark.usefixtures("by_invoice")
def test_voiding_an_invoice_takes_both(kept_back, li_min):
    order = kept_back(("10", "113"))
    shipped(order, actor=li_min)
    invoice = invoiced(li_min, order, "12345678", "1234567890", kind=InvoiceKind.PAPER_SPECIAL)
    invoice_void(actor=li_min, invoice=invoice, on=MONDAY, reason="抬头有误", at=noon(MONDAY))
    assert opens() == [(PRICE, D("0.00")), (RETENTION, D("0.00"))]
    assert order.lines.get().receivable_amount == 0


@pytest.mark.usefixtures("by_invoice")
def test_voiding_a_paid_invoice_takes_both_and_credits_what_was_paid(kept_back, li_min):
    order = kept_back(("10", "113"))
    shipped(order, actor=li_min)
    invoice = invoiced(li_min, order, "12345678", "1234567890", kind=InvoiceKind.PAPER_SPECIAL)
    pay(li_min, order.customer, "1017")
    invoice_void(actor=li_min, invoice=invoice, on=MONDAY, reason="抬头有误", at=noon(MONDAY))
    assert opens() == [(PRICE, D("0.00")), (RETENTION, D("0.00")), (PRICE, D("-1017.00"))]


@pytest.mark.usefixtures("by_invoice")
@pytest.mark.parametrize("paid", [False, True])
def test_red_letters_in_parts_take_their_parts_off_both(kept_back, li_min, paid):
    order = kept_back(("10", "113"))
    shipment = shipped(order, actor=li_min)
    blue = invoiced(li_min, order)
    if paid:
        pay(li_min, order.customer, "1017")
    give_back(li_min, shipment, "10")
    price = D("0.00") if paid else D("1017.00")
    assert opens() == [(PRICE, price), (RETENTION, D("113.00"))]
    facts = {"actor": li_min, "invoice": blue, "confirmation": CONFIRMED, "on": MONDAY}
    some = [RedRow(blue.lines.get(), D("9.5"))]
    invoice_reverse(**facts, rows=some, number="26112000000000000002", at=noon(MONDAY))
    credits = [(PRICE, D("-966.15"))] if paid else []
    price = D("0.00") if paid else D("50.85")
    assert opens() == [(PRICE, price), (RETENTION, D("5.65")), *credits]
    invoice_reverse(**facts, rows=None, number="26112000000000000003", at=noon(MONDAY))
    credits = [*credits, (PRICE, D("-50.85"))] if paid else []
    assert opens() == [(PRICE, D("0.00")), (RETENTION, D("0.00")), *credits]


def test_money_pays_the_price_first_for_it_is_due_first(kept_back, li_min):
    order = kept_back(("10", "113"))
    shipped(order, actor=li_min)
    receipt = pay(li_min, order.customer, "1050")
    assert opens() == [(PRICE, D("0.00")), (RETENTION, D("80.00"))]
    entry = AuditEntry.objects.get(verb=Event.RECEIPT_ALLOCATED, subject_id=str(receipt.pk))
    assert entry.changes == {"CK-202611-00001": ["0.00", "1050.00"]}


def test_what_was_collected_is_spread_over_the_lines_of_the_paper_once(kept_back, li_min):
    order = kept_back(("1", "33.33"), ("1", "33.33"), ("1", "33.35"))
    shipment = shipped(order, actor=li_min)
    pay(li_min, order.customer, "95.01")  # all of the price, half of the retention
    give_back(li_min, shipment, "1")
    lines = order.lines.order_by("position").values_list("collected_amount", flat=True)
    assert list(lines) == [D("28.33"), D("33.33"), D("33.35")]
    order.refresh_from_db()
    assert order.collected_amount == D("95.01")


@pytest.mark.usefixtures("by_invoice")
def test_one_invoice_over_two_orders_is_collected_for_each_its_own(an_order, kept_back, li_min):
    first = kept_back(("1", "113"))
    shipped(first, actor=li_min)
    second = an_order(("1", "113"), customer=first.customer)
    stocked(second, actor=li_min)
    shipped(second, actor=li_min)
    rows = [InvoiceRow(order.lines.get(), D(1)) for order in (first, second)]
    asked = invoice_apply(
        actor=li_min, customer=first.customer, rows=rows, on=FRIDAY, at=noon(FRIDAY)
    )
    invoice_issue(actor=li_min, invoice=asked, number="2" * 20, on=FRIDAY, at=noon(FRIDAY))
    assert opens(order=first) == [(PRICE, D("101.70")), (RETENTION, D("11.30"))]
    assert opens(order=second) == [(PRICE, D("113.00"))]
    pay(li_min, first.customer, "101.70")
    collected = {order.pk: order.lines.get().collected_amount for order in (first, second)}
    assert collected == {first.pk: D("101.70"), second.pk: D("0.00")}


# what is owed and past due


def test_it_is_owed_but_not_past_due_before_its_day(kept_back, li_min):
    order = kept_back(("10", "113"))
    shipped(order, actor=li_min)
    pay(li_min, order.customer, "1017", DUE)
    customer = order.customer
    for on, late in ((DUE, "0"), (KEPT_UNTIL, "0"), (KEPT_UNTIL + timedelta(days=1), "113")):
        aged = total_of(receivables_at(on))
        assert (aged.outstanding, aged.overdue) == (D("113.00"), D(late)), on
        assert retention_at(on, customer.pk) == Retention(D("113.00"), D(late))
    credit = credit_of(customer, on=KEPT_UNTIL, policy=sales_policy())
    assert (credit.receivable, credit.overdue) == (D("113.00"), 0)
    credit = credit_of(customer, on=LATER, policy=sales_policy())
    assert (credit.receivable, credit.overdue) == (D("113.00"), D("113.00"))


def test_every_day_agrees_with_what_was_written(kept_back, li_min):
    """Shipped, part paid, part given back, paid, both portions late: each day counted by hand."""
    order = kept_back(("10", "113"), months=6)
    shipment = shipped(order, actor=li_min)
    customer = order.customer
    give_back(li_min, shipment, "2", MONDAY)  # 1,130.00 → 904.00
    pay(li_min, customer, "300", date(2026, 12, 10))
    pay(li_min, customer, "513.60", date(2027, 1, 15))  # the price is paid
    pay(li_min, customer, "13", date(2027, 6, 1))
    told = {
        FRIDAY: ("1130.00", "0", "113.00"),
        MONDAY: ("904.00", "0", "90.40"),
        date(2026, 12, 10): ("604.00", "0", "90.40"),
        date(2026, 12, 21): ("604.00", "513.60", "90.40"),
        date(2027, 1, 15): ("90.40", "0", "90.40"),
        date(2027, 5, 20): ("90.40", "0", "90.40"),
        date(2027, 5, 21): ("90.40", "90.40", "90.40"),
        date(2027, 6, 1): ("77.40", "77.40", "77.40"),
    }
    for on, (outstanding, late, kept) in told.items():
        aged = total_of(receivables_at(on))
        assert (aged.outstanding, aged.overdue) == (D(outstanding), D(late)), on
        assert retention_at(on, customer.pk).kept == D(kept), on
    rows = Allocation.objects.all()
    arisen = sum(item.amount for item in Receivable.objects.all())
    assert arisen - sum(row.amount for row in rows) == D("77.40")


def test_what_comes_due_within_thirty_days_is_a_view_of_the_list(kept_back, li_min):
    order = kept_back(("10", "113"))
    shipped(order, actor=li_min)

    def found(today):
        listing = ReceivableList(user=li_min, params={"retention_soon": ["1"]}, today=today)
        return listing.count()[0]

    days = (KEPT_UNTIL - timedelta(days=31), KEPT_UNTIL - timedelta(days=30), KEPT_UNTIL, LATER)
    assert [found(day) for day in days] == [0, 1, 1, 0]
    apart = ReceivableList(user=li_min, params={"portion": ["retention"]}, today=FRIDAY)
    assert apart.count()[0] == 1
