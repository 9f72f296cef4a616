"""Taking an order down: amounts, prices, dates, drafts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import BusinessError, NotAllowed, StaleSave
from core.models import AuditEntry
from customers.factories import ContactFactory, CustomerAddressFactory, CustomerFactory
from orders.enums import OrderStatus
from orders.factories import MORNING, draft_order, submitted_order
from orders.models import DeliverySplit, Order
from orders.services import (
    LineDraft,
    OrderHead,
    SplitDraft,
    order_copy,
    order_create,
    order_save_draft,
)
from products.factories import ProductFactory

D = Decimal


def test_a_line_fills_itself_from_the_product(li_min, wang_jianguo):
    customer = CustomerFactory(owner=wang_jianguo)
    CustomerAddressFactory(customer=customer)
    order = order_create(
        actor=li_min,
        head=OrderHead(customer=customer),
        lines=[LineDraft(product=ProductFactory(), quantity=D(3))],
        at=MORNING,
    )
    line = order.lines.get()
    assert order.status == OrderStatus.DRAFT
    assert order.number is None
    assert order.salesperson == wang_jianguo
    assert order.region == wang_jianguo.region
    assert order.delivery_address == "湖南省衡阳市蒸湘区解放大道 88 号"
    assert order.ordered_on == date(2026, 11, 20)
    assert (line.unit_price, line.tax_rate, line.unit) == (D("2380"), D("0.13"), "台")
    assert (line.net_amount, line.tax_amount, line.gross_amount) == (
        D("6318.58"),
        D("821.42"),
        D("7140.00"),
    )
    assert line.untaxed_price == D("2106.19469027")
    assert (line.unit_cost, line.cost_amount) == (D("1500"), D("4500.00"))
    # Ten working days after Friday 20 November.
    assert line.confirmed_on == order.promised_on == date(2026, 12, 4)


def test_the_list_price_is_read_without_tax_when_the_order_is(li_min):
    order = draft_order(
        actor=li_min,
        prices_include_tax=False,
        lines=[LineDraft(product=ProductFactory(list_price=D("113")), quantity=D(2))],
    )
    line = order.lines.get()
    assert line.unit_price == D("100.0000")
    assert (line.net_amount, line.gross_amount) == (D("200.00"), D("226.00"))


def test_an_order_is_the_sum_of_its_rounded_lines(li_min):
    product = ProductFactory()
    lines = [LineDraft(product=product, quantity=D("0.333"), unit_price=D("0.03"))] * 3
    order = draft_order(actor=li_min, lines=lines)
    assert order.line_count == 3
    assert order.gross_amount == D("0.03")


def test_saving_a_draft_keeps_the_rows_of_its_lines(li_min):
    product = ProductFactory()
    order = draft_order(actor=li_min, lines=[LineDraft(product, D(1)), LineDraft(product, D(2))])
    first = order.lines.first()
    saved = order_save_draft(
        actor=li_min,
        order=order,
        head=OrderHead(customer=order.customer),
        lines=[LineDraft(product, D(5))],
        at=MORNING,
        seen_version=order.version,
    )
    assert [line.pk for line in saved.lines.all()] == [first.pk]
    assert saved.lines.get().quantity == D(5)
    assert saved.version == order.version + 1
    entry = AuditEntry.objects.filter(verb="orders.order_changed").get()
    assert entry.changes["gross_amount"] == ["7140.00", "11900.00"]


def test_a_stale_page_is_refused(li_min):
    order = draft_order(actor=li_min)
    facts = {"actor": li_min, "order": order, "head": OrderHead(customer=order.customer)}
    order_save_draft(**facts, lines=[], at=MORNING, seen_version=order.version)
    with pytest.raises(StaleSave):
        order_save_draft(**facts, lines=[], at=MORNING, seen_version=order.version)


@pytest.mark.usefixtures("second_pairs")
def test_only_a_draft_is_edited(li_min):
    order = submitted_order(actor=li_min)
    with pytest.raises(BusinessError) as refusal:
        order_save_draft(
            actor=li_min,
            order=order,
            head=OrderHead(customer=order.customer),
            lines=[],
            at=MORNING,
        )
    assert refusal.value.code == "not_a_draft"


def test_a_negative_quantity_is_refused_and_nothing_is_written(li_min):
    with pytest.raises(BusinessError) as refusal:
        draft_order(actor=li_min, lines=[LineDraft(ProductFactory(), D(-1))])
    assert refusal.value.code == "quantity"
    assert not Order.objects.exists()


def test_split_deliveries_add_up_to_the_line(li_min):
    product = ProductFactory()
    days = (date(2026, 12, 4), date(2026, 12, 18))
    splits = [SplitDraft(D(4), days[0]), SplitDraft(D(6), days[1])]
    draft_order(actor=li_min, lines=[LineDraft(product, D(10), splits=splits)])
    assert [split.quantity for split in DeliverySplit.objects.all()] == [D(4), D(6)]
    with pytest.raises(BusinessError) as refusal:
        draft_order(actor=li_min, lines=[LineDraft(product, D(11), splits=splits)])
    assert refusal.value.code == "splits"


def test_a_copy_is_a_new_draft_with_the_old_prices(li_min):
    old = draft_order(
        actor=li_min,
        customer_order_number="PO-1",
        lines=[LineDraft(ProductFactory(), D(2), unit_price=D("2350"))],
    )
    new = order_copy(actor=li_min, order=old, at=MORNING)
    assert new.pk != old.pk
    assert new.customer_order_number == ""
    assert new.lines.get().unit_price == D("2350")


def test_a_salesperson_takes_no_orders_down(wang_jianguo):
    with pytest.raises(NotAllowed):
        draft_order(actor=wang_jianguo)


def test_queries_do_not_grow_with_the_lines(li_min):
    def queries(count: int) -> int:
        products = [ProductFactory(lead_days=10) for _ in range(count)]
        customer = CustomerFactory()
        lines = [LineDraft(product, D(1)) for product in products]
        with CaptureQueriesContext(connection) as captured:
            order_create(actor=li_min, head=OrderHead(customer=customer), lines=lines, at=MORNING)
        return len(captured)

    queries(1)
    assert queries(2) == queries(20)


def test_amounts_that_binary_fractions_cannot_add_are_kept(li_min):
    product = ProductFactory(code="CENT")
    for cents in range(1, 60):
        price = D("86.5") + D(cents) / 100
        lines = [LineDraft(product, D(7), unit_price=price), LineDraft(product, D(3))]
        order = draft_order(actor=li_min, lines=lines)
        assert order.net_amount + order.tax_amount == order.gross_amount


def test_the_contact_is_one_of_the_customers_people(li_min):
    ours, foreign = ContactFactory(), ContactFactory()
    facts = {"actor": li_min, "lines": [LineDraft(ProductFactory(), D(1))], "at": MORNING}
    order = order_create(head=OrderHead(customer=ours.customer, contact=ours), **facts)
    assert order.contact == ours
    with pytest.raises(BusinessError) as refusal:
        order_create(head=OrderHead(customer=ours.customer, contact=foreign), **facts)
    assert refusal.value.field == "contact"


def test_an_order_did_not_arrive_tomorrow(li_min):
    facts = {"actor": li_min, "lines": [LineDraft(ProductFactory(), D(1))], "at": MORNING}
    for name, late in (
        ("received_at", MORNING + timedelta(days=1)),
        ("ordered_on", date(2026, 11, 21)),
    ):
        with pytest.raises(BusinessError) as refusal:
            order_create(head=OrderHead(customer=CustomerFactory(), **{name: late}), **facts)
        assert refusal.value.field == name


def test_the_first_delivery_says_when_a_divided_line_is_asked_for(li_min):
    splits = [SplitDraft(D(4), date(2026, 12, 18)), SplitDraft(D(6), date(2026, 12, 4))]
    order = draft_order(actor=li_min, lines=[LineDraft(ProductFactory(), D(10), splits=splits)])
    assert order.lines.get().requested_on == date(2026, 12, 4)
