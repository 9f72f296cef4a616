"""Invoices: applied for, issued, sent, received; red letters never above the blue line."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.errors import BusinessError
from customers.factories import CustomerFactory
from orders.enums import Basis, InvoiceKind, InvoiceStatus, MovementKind, ReceivableSource
from orders.factories import noon, shipped, signed, stocked
from orders.models import Invoice, InvoiceLine, Order, Receivable, SalesMovement, SalesPolicy
from orders.selectors.credit import credit_of
from orders.selectors.figures import Measure, sums
from orders.services import (
    Confirmation,
    InvoiceRow,
    RedRow,
    invoice_apply,
    invoice_cancel,
    invoice_issue,
    invoice_receive,
    invoice_reverse,
    invoice_send,
    invoice_void,
)
from orders.services.facts import facts_refresh

D = Decimal
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
NOON = noon(MONDAY)
BLUE = "26112000000000000001"
RED = "26112000000000000002"
PAPER = {"kind": InvoiceKind.PAPER_SPECIAL}
CONFIRMED = Confirmation(number="HZ4301", confirmed_on=MONDAY, reason="销货退回", began_by="buyer")


@pytest.fixture
def order(an_order, li_min):
    """Three lines; everything but half of the first left on Friday."""
    order = an_order(("10", "113"), ("3", "33.3333"), ("1", "57.5"))
    stocked(order, actor=li_min)
    shipped(order, actor=li_min, quantities={1: D(5), 2: D(3), 3: D(1)})
    return order


def apply(actor, order, quantities, **facts):
    rows = [InvoiceRow(order.lines.get(position=p), D(q)) for p, q in quantities.items()]
    return invoice_apply(
        actor=actor, customer=order.customer, rows=rows, on=FRIDAY, at=noon(FRIDAY), **facts
    )


def issue(actor, invoice, number=BLUE, on=FRIDAY, **facts):
    return invoice_issue(actor=actor, invoice=invoice, number=number, on=on, at=NOON, **facts)


def reverse(actor, invoice, quantity=None, number=RED, **facts):
    rows = None if quantity is None else [RedRow(invoice.lines.first(), D(quantity))]
    facts.setdefault("confirmation", CONFIRMED)
    return invoice_reverse(
        actor=actor, invoice=invoice, rows=rows, number=number, on=MONDAY, at=NOON, **facts
    )


def test_the_way_of_an_invoice(order, li_min, sun_xiaoyan):
    invoice = apply(li_min, order, {1: "5", 2: "3"})
    assert (invoice.application_number, invoice.gross_amount) == ("KP-202611-00001", D("665.00"))
    invoice = issue(sun_xiaoyan, invoice)
    invoice = invoice_send(
        actor=li_min, invoice=invoice, on=MONDAY, at=NOON, sent_by_way="数电交付"
    )
    invoice = invoice_receive(actor=li_min, invoice=invoice, on=MONDAY, at=NOON)
    assert invoice.status == InvoiceStatus.RECEIVED
    assert (invoice.issued_by, invoice.received_on) == (sun_xiaoyan, MONDAY)


def test_issuing_counts_and_fills_the_ledger(order, li_min):
    issue(li_min, apply(li_min, order, {1: "5"}))
    movement = SalesMovement.objects.get(kind=MovementKind.INVOICED)
    assert (movement.moved_on, movement.quantity) == (FRIDAY, D(5))
    assert (movement.net_amount, movement.gross_amount) == (D("500.00"), D("565.00"))
    order.refresh_from_db()
    line = order.lines.get(position=1)
    assert (line.invoiced_quantity, line.invoiced_amount) == (D(5), D("565.00"))
    assert order.invoiced_amount == D("565.00")


def test_parts_of_a_line_add_up_to_the_line(order, li_min):
    worth = [apply(li_min, order, {2: "1"}).gross_amount for _ in range(3)]
    assert sum(worth) == D("100.00")


def test_above_what_was_shipped_only_with_a_reason(order, li_min):
    with pytest.raises(BusinessError) as refusal:
        apply(li_min, order, {1: "6"})
    assert refusal.value.code == "above_shipped"
    invoice = apply(li_min, order, {1: "6"}, over_shipped_reason="客户要求先票后货")
    assert invoice.gross_amount == D("678.00")


def test_never_above_what_was_ordered(order, li_min):
    apply(li_min, order, {1: "5"})
    with pytest.raises(BusinessError) as refusal:
        apply(li_min, order, {1: "6"}, over_shipped_reason="先票后货")
    assert refusal.value.code == "over_invoice"


def test_a_withdrawn_application_frees_its_quantity(order, li_min):
    invoice = apply(li_min, order, {1: "5"})
    invoice_cancel(actor=li_min, invoice=invoice, reason="抬头有误", at=NOON)
    assert apply(li_min, order, {1: "5"}).gross_amount == D("565.00")


def test_a_number_is_registered_once(order, li_min):
    issue(li_min, apply(li_min, order, {1: "2"}))
    second = apply(li_min, order, {1: "2"})
    with pytest.raises(BusinessError) as refusal:
        issue(li_min, second)
    assert refusal.value.code == "duplicate_invoice"
    assert refusal.value.field == "number"
    second.refresh_from_db()
    assert second.status == InvoiceStatus.APPLIED


@pytest.mark.parametrize(
    ("facts", "number", "code", "field"),
    [
        ({}, "123", "", "number"),
        ({}, BLUE, "4300231130", "code"),
        (PAPER, BLUE, "4300231130", "number"),
        (PAPER, "01234567", "43", "code"),
    ],
)
def test_malformed_numbers_are_refused(order, li_min, facts, number, code, field):
    invoice = apply(li_min, order, {1: "1"}, **facts)
    with pytest.raises(BusinessError) as refusal:
        issue(li_min, invoice, number, code=code)
    assert refusal.value.field == field


def test_the_same_number_under_another_code_is_another_invoice(order, li_min):
    issue(li_min, apply(li_min, order, {1: "1"}, **PAPER), "01234567", code="4300231130")
    issue(li_min, apply(li_min, order, {1: "1"}, **PAPER), "01234567", code="4300231131")
    assert Invoice.objects.filter(number="01234567").count() == 2


def test_its_own_tax_prevails_within_the_tolerance(order, li_min):
    invoice = issue(li_min, apply(li_min, order, {1: "5"}), tax_amount=D("65.03"))
    assert (invoice.net_amount, invoice.tax_amount, invoice.gross_amount) == (
        D("499.97"),
        D("65.03"),
        D("565.00"),
    )
    assert SalesMovement.objects.get(kind=MovementKind.INVOICED).net_amount == D("499.97")


def test_tax_beyond_the_tolerance_is_refused(order, li_min):
    with pytest.raises(BusinessError) as refusal:
        issue(li_min, apply(li_min, order, {1: "5"}), tax_amount=D("65.07"))
    assert refusal.value.code == "tax_tolerance"


def test_another_customers_line_is_refused(order, an_order, li_min):
    other = an_order(("1", "10"))
    with pytest.raises(BusinessError) as refusal:
        invoice_apply(
            actor=li_min,
            customer=order.customer,
            rows=[InvoiceRow(other.lines.get(), D(1))],
            on=FRIDAY,
            at=NOON,
        )
    assert refusal.value.code == "other_customer"


def test_a_digital_invoice_is_never_voided(order, li_min):
    invoice = issue(li_min, apply(li_min, order, {1: "5"}))
    with pytest.raises(BusinessError) as refusal:
        invoice_void(actor=li_min, invoice=invoice, on=MONDAY, reason="抬头有误", at=NOON)
    assert refusal.value.code == "digital"


def test_paper_is_voided_in_its_month(order, li_min):
    invoice = issue(li_min, apply(li_min, order, {1: "5"}, **PAPER), "01234567", code="4300231130")
    invoice = invoice_void(actor=li_min, invoice=invoice, on=MONDAY, reason="抬头有误", at=NOON)
    assert invoice.status == InvoiceStatus.VOIDED
    order.refresh_from_db()
    assert order.invoiced_amount == D("0.00")
    counted = SalesMovement.objects.filter(kind=MovementKind.INVOICED)
    assert [row.gross_amount for row in counted] == [D("565.00"), D("-565.00")]


def test_paper_of_another_month_is_not_voided(order, li_min):
    invoice = issue(li_min, apply(li_min, order, {1: "5"}, **PAPER), "01234567", code="4300231130")
    december = date(2026, 12, 1)
    with pytest.raises(BusinessError) as refusal:
        invoice_void(
            actor=li_min, invoice=invoice, on=december, reason="抬头有误", at=noon(december)
        )
    assert refusal.value.code == "other_month"


def test_paper_is_not_voided_before_it_was_issued(order, li_min):
    invoice = issue(li_min, apply(li_min, order, {1: "5"}, **PAPER), "01234567", code="4300231130")
    earlier = invoice.issued_on - timedelta(days=3)
    with pytest.raises(BusinessError) as refusal:
        invoice_void(actor=li_min, invoice=invoice, on=earlier, reason="抬头有误", at=NOON)
    assert (refusal.value.field, refusal.value.code) == ("on", "before")


def test_red_letters_in_parts_add_up_to_the_blue_line(order, li_min):
    blue = issue(li_min, apply(li_min, order, {2: "3"}))
    reds = [reverse(li_min, blue, "1", number=f"{n}" * 20) for n in (3, 4, 5)]
    assert sum(red.gross_amount for red in reds) == -blue.gross_amount
    assert sum(red.net_amount for red in reds) == -blue.net_amount
    assert order.lines.get(position=2).invoiced_amount == D("0.00")


def test_a_red_letter_never_exceeds_the_blue_line(order, li_min):
    blue = issue(li_min, apply(li_min, order, {1: "5"}))
    reverse(li_min, blue, "3")
    with pytest.raises(BusinessError) as refusal:
        reverse(li_min, blue, "3", number="3" * 20)
    assert refusal.value.code == "red_above_blue"


def test_a_whole_reversal_takes_what_is_left(order, li_min):
    blue = issue(li_min, apply(li_min, order, {1: "5", 2: "3"}))
    reverse(li_min, blue, "3")
    red = reverse(li_min, blue, number="3" * 20)
    assert red.gross_amount == D("-326.00")
    movements = SalesMovement.objects.filter(kind=MovementKind.RED_LETTER)
    assert sum(row.gross_amount for row in movements) == D("-665.00")


def test_a_red_letter_needs_its_confirmation(order, li_min):
    blue = issue(li_min, apply(li_min, order, {1: "5"}))
    with pytest.raises(BusinessError) as refusal:
        reverse(
            li_min,
            blue,
            confirmation=Confirmation(number=" ", confirmed_on=MONDAY, reason="退货"),
        )
    assert refusal.value.code == "confirmation"


def test_after_a_red_letter_the_line_can_be_invoiced_again(order, li_min):
    blue = issue(li_min, apply(li_min, order, {2: "3"}))
    reverse(li_min, blue)
    assert apply(li_min, order, {2: "3"}).gross_amount == D("100.00")


def test_by_invoice_basis_money_is_owed_from_the_invoice(an_order, li_min):
    SalesPolicy.objects.create(pk=1, receivable_basis=ReceivableSource.INVOICE)
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipped(order, actor=li_min)
    assert not Receivable.objects.exists()
    blue = issue(li_min, apply(li_min, order, {1: "10"}))
    item = Receivable.objects.get()
    assert (item.source, item.amount, item.document) == ("invoice", D("1130.00"), BLUE)
    reverse(li_min, blue, "4")
    item.refresh_from_db()
    assert item.open_amount == D("678.00")
    assert order.lines.get().receivable_amount == D("678.00")


def test_what_a_completed_order_has_uninvoiced_uses_up_credit(an_order, li_min):
    policy = SalesPolicy.objects.create(pk=1, receivable_basis=ReceivableSource.INVOICE)
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    signed(order, actor=li_min)
    assert credit_of(order.customer, on=MONDAY, policy=policy).under_way == D("1130.00")
    invoice = apply(li_min, order, {1: "10"})
    issue(li_min, invoice)
    credit = credit_of(order.customer, on=MONDAY, policy=policy)
    assert (credit.under_way, credit.receivable) == (D("0.00"), D("1130.00"))


def test_a_number_is_taken_from_any_keyboard_and_without_copied_blanks(order, li_min):
    invoice = issue(li_min, apply(li_min, order, {1: "5"}), number="２６１１ 2000000000000001")
    assert invoice.number == BLUE


def test_one_invoice_over_two_peoples_orders_counts_for_each_their_own(
    an_order, li_min, wang_jianguo, zhao_lei
):
    customer = CustomerFactory(owner=wang_jianguo, region=None)
    orders = [
        an_order(("3", price), customer=customer, salesperson=person)
        for person, price in ((wang_jianguo, "33.3333"), (zhao_lei, "57.5"), (zhao_lei, "11"))
    ]
    for order in orders:
        stocked(order, actor=li_min)
        shipped(order, actor=li_min, on=FRIDAY)
    lines = [line for order in orders for line in order.lines.all()]
    rows = [InvoiceRow(line, line.quantity) for line in lines]
    invoice = invoice_apply(actor=li_min, customer=customer, rows=rows, on=MONDAY, at=NOON)
    invoice_issue(actor=li_min, invoice=invoice, number=BLUE, on=MONDAY, at=NOON)

    facts_refresh()
    asked = Measure(Basis.INVOICE)
    found = sums(span=(MONDAY, MONDAY), measure=asked, keys=("salesperson", "region"))
    plain: dict[tuple[int, int | None], Decimal] = {}
    for order in Order.objects.all():
        for part in InvoiceLine.objects.filter(line__order=order):
            key = (order.salesperson_id, order.region_id)
            plain[key] = plain.get(key, D(0)) + part.gross_amount
    assert {key: each.gross for key, each in found.items()} == plain
    assert plain == {
        (wang_jianguo.pk, wang_jianguo.region_id): D("100.00"),
        (zhao_lei.pk, zhao_lei.region_id): D("205.50"),
    }
