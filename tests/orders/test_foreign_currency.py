"""An order in another currency: prices in it, money owed and collected in CNY, to the cent."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from core.errors import BusinessError
from customers.factories import CustomerFactory
from orders.enums import MovementKind
from orders.factories import MORNING, draft_order, noon, shipped, stocked, verified_order
from orders.models import Receivable, SalesMovement
from orders.services import (
    LineDraft,
    OrderHead,
    ReturnRow,
    order_create,
    receipt_allocate,
    receipt_register,
    sales_return_create,
    sales_return_receive,
)
from products.factories import ProductFactory

D = Decimal
FRIDAY = date(2026, 11, 20)
USD = {"currency": "USD", "exchange_rate": D("7.1234")}


@pytest.fixture
def gone(an_order, li_min):
    """3 × 33.33 and 7 × 11.11 USD, gone out whole."""
    order = an_order(("3", "33.33"), ("7", "11.11"), **USD)
    stocked(order, actor=li_min)
    return shipped(order, actor=li_min, on=FRIDAY)


def test_each_line_owes_what_it_counts_and_the_item_is_their_sum(gone):
    owed = [line.receivable_amount for line in gone.order.lines.order_by("position")]
    counted = SalesMovement.objects.filter(kind=MovementKind.SHIPPED).order_by("line__position")

    assert owed == [D("712.27"), D("553.99")] == [each.gross_amount for each in counted]
    assert Receivable.objects.get().amount == D("1266.26")


def test_money_is_spread_by_what_is_owed_in_cny(gone, sun_xiaoyan):
    facts = {"actor": sun_xiaoyan, "at": noon(FRIDAY)}
    customer = gone.order.customer
    receipt = receipt_register(customer=customer, amount=D("1266.26"), received_on=FRIDAY, **facts)
    receipt_allocate(receipt=receipt, on=FRIDAY, **facts)

    lines = gone.order.lines.order_by("position")
    assert [line.collected_amount for line in lines] == [D("712.27"), D("553.99")]
    assert Receivable.objects.get().open_amount == D("0.00")


def test_what_comes_back_is_owed_no_more(gone, li_min):
    rows = [ReturnRow(part, part.quantity) for part in gone.lines.all()]
    facts = {"actor": li_min, "at": noon(FRIDAY)}
    back = sales_return_create(shipment=gone, rows=rows, reason="规格不符", **facts)
    sales_return_receive(sales_return=back, on=FRIDAY, **facts)

    assert [line.receivable_amount for line in gone.order.lines.all()] == [D("0.00"), D("0.00")]
    assert Receivable.objects.get().open_amount == D("0.00")


def test_a_price_left_out_is_the_list_price_in_the_orders_currency(li_min):
    product = ProductFactory(list_price=D("100.0000"), prices_include_tax=True)
    order = draft_order(actor=li_min, lines=[LineDraft(product, D(1))], **USD)

    assert order.lines.get().unit_price == D("14.0382")


@pytest.mark.parametrize(
    ("typed", "price"),
    [
        ({"currency": "USD", "exchange_rate": "7.1234"}, "14.0382"),
        ({"currency": "", "exchange_rate": "7.1234"}, "100.0000"),
        ({"currency": "USD", "exchange_rate": ""}, ""),
        ({"currency": "USD", "exchange_rate": "1e-70"}, ""),
        ({}, "100.0000"),
    ],
)
def test_the_grid_is_offered_the_price_in_the_currency_typed(li_min_client, typed, price):
    ProductFactory(code="QF-1", list_price=D("100.0000"), prices_include_tax=True)
    answer = li_min_client.get(
        reverse("orders:order_product_resolve"), {"code": "QF-1", **typed}
    ).json()

    assert answer["QF-1"]["found"]["fill"]["unit_price"] == price


def test_the_panel_reads_the_last_price_in_the_currency_typed(li_min, zhang_lan, li_min_client):
    customer = CustomerFactory(credit_limit=0)
    product = ProductFactory(list_price=D("712.3400"), floor_price=0, prices_include_tax=True)
    verified_order(
        actor=li_min,
        second=zhang_lan,
        customer=customer,
        lines=[LineDraft(product, D(1), unit_price=D("356.17"))],
    )
    page = li_min_client.get(
        reverse("orders:order_line_panel"),
        {"line": "1", "product": product.pk, "customer": customer.pk, "quantity": "1", **USD},
    ).content.decode()

    assert "100.0000" in page  # listed
    assert "50.0000" in page  # paid last


def test_a_currency_needs_its_rate(li_min):
    head = OrderHead(CustomerFactory(), currency="USD", exchange_rate=D(0))
    with pytest.raises(BusinessError) as refusal:
        order_create(actor=li_min, head=head, lines=[], at=MORNING)

    assert refusal.value.field == "exchange_rate"


def test_cny_has_no_rate_of_its_own(li_min):
    head = OrderHead(CustomerFactory(), currency="CNY", exchange_rate=D(7))
    order = order_create(actor=li_min, head=head, lines=[], at=MORNING)

    assert (order.currency, order.exchange_rate) == ("", D(1))


def test_paper_and_page_name_the_currency_and_no_yuan_in_words(gone, li_min_client):
    order = reverse("orders:order_print", args=[gone.order.pk])
    note = reverse("orders:shipment_print", args=[gone.pk])
    for address in (order, note):
        paper = li_min_client.get(address, {"prices": "1"}).content.decode()
        assert "USD 177.76" in paper
        assert "1,266.26" not in paper
        assert "元整" not in paper
        assert "大写" not in paper
    page = li_min_client.get(reverse("orders:order_detail", args=[gone.order.pk]))
    assert "USD 177.76 ×\N{NO-BREAK SPACE}7.1234" in page.content.decode()
