"""Goods and money through their pages, each by the person who does it."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from core.printing import prints_of
from orders.enums import InvoiceStatus, ReceiptStatus, ShipmentStatus
from orders.factories import WarehouseFactory, drawn_up, noon, shipped, stocked
from orders.models import Invoice, Order, Receipt, SalesReturn, Shipment, StockBalance
from orders.services import InvoiceRow, invoice_apply, receipt_register

D = Decimal
FRIDAY = date(2026, 11, 20)

pytestmark = pytest.mark.usefixtures("on_friday")


@pytest.fixture
def on_friday(time_machine):
    """It is Friday noon."""
    time_machine.move_to(noon(FRIDAY), tick=False)


@pytest.fixture
def order(an_order, li_min):
    """Ten pumps at 113.00, in the warehouse."""
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    return order


def address(name, *args):
    return reverse(f"orders:{name}", args=args)


LISTS = [
    "shipment_list",
    "sales_return_list",
    "available_list",
    "stock_movement_list",
    "invoice_list",
    "receipt_list",
    "receivable_list",
    "receivable_ageing",
    "ledger_list",
]


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_open(order, li_min, li_min_client, name):
    shipped(order, actor=li_min, quantities={1: D(4)})
    answer = li_min_client.get(address(name))
    assert answer.status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_an_outsider_opens_none(db, lin_yu_client, name):
    assert lin_yu_client.get(address(name)).status_code == 403


@pytest.mark.parametrize("name", ["invoice_list", "receipt_list", "receivable_list", "ledger_list"])
def test_the_warehouse_opens_no_money(db, ma_qiang_client, name):
    assert ma_qiang_client.get(address(name)).status_code == 403


def test_a_shipment_is_drawn_up_shipped_and_signed(order, li_min_client, ma_qiang_client):
    page = li_min_client.get(address("order_ship", order.pk))
    line = order.lines.get()
    assert f'name="quantity_{line.pk}" value="10"' in page.content.decode()
    answer = li_min_client.post(
        address("order_ship", order.pk),
        {
            "warehouse": WarehouseFactory().pk,
            "freight_terms": "ours",
            f"quantity_{line.pk}": "4",
        },
    )
    shipment = Shipment.objects.get()
    assert answer.url == address("shipment_detail", shipment.pk)
    assert (shipment.status, shipment.gross_amount) == (ShipmentStatus.DRAFT, D("452.00"))

    ma_qiang_client.post(
        address("shipment_ship", shipment.pk), {"on": "2026-11-20", "carrier": "德邦"}
    )
    shipment.refresh_from_db()
    assert (shipment.status, shipment.carrier) == (ShipmentStatus.SHIPPED, "德邦")

    part = shipment.lines.get()
    ma_qiang_client.post(
        address("shipment_sign", shipment.pk),
        {
            "on": "2026-11-20",
            "signed_name": "刘师傅",
            f"quantity_{part.pk}": "3",
            "refused_reason": "破损",
        },
    )
    shipment.refresh_from_db()
    assert shipment.status == ShipmentStatus.SIGNED
    assert SalesReturn.objects.get().lines.get().quantity == D(1)


def test_too_much_is_refused_at_the_line(order, li_min_client):
    line = order.lines.get()
    answer = li_min_client.post(
        address("order_ship", order.pk),
        {"warehouse": WarehouseFactory().pk, "freight_terms": "ours", f"quantity_{line.pk}": "11"},
    )
    assert answer.status_code == 422
    assert not Shipment.objects.exists()


def test_the_warehouse_sees_a_shipment_without_prices(order, li_min, ma_qiang_client):
    shipment = drawn_up(order, actor=li_min)
    page = ma_qiang_client.get(address("shipment_detail", shipment.pk)).content.decode()
    assert shipment.number in page
    assert "1,130.00" not in page
    listed = ma_qiang_client.get(address("shipment_list")).content.decode()
    assert shipment.number in listed
    assert "1,130.00" not in listed


def test_the_delivery_note_shows_prices_to_who_may_see_them(
    order, li_min, li_min_client, ma_qiang_client
):
    shipment = drawn_up(order, actor=li_min)
    note = address("shipment_print", shipment.pk)
    assert "1,130.00" not in li_min_client.get(note).content.decode()
    priced = li_min_client.get(note, {"prices": "1"}).content.decode()
    assert "1,130.00" in priced
    assert "壹仟壹佰叁拾元整" in priced
    assert ma_qiang_client.get(note, {"prices": "1"}).status_code == 403
    assert ma_qiang_client.get(note).status_code == 200


@pytest.mark.paper
def test_each_print_is_counted(order, li_min, li_min_client):
    shipment = drawn_up(order, actor=li_min)
    answer = li_min_client.post(address("shipment_print", shipment.pk), {"prices": "0"})
    assert answer.content.startswith(b"%PDF")
    assert prints_of(shipment).get().number == 1


def test_another_salespersons_shipment_is_not_found(order, li_min, zhao_lei_client):
    shipment = drawn_up(order, actor=li_min)
    assert zhao_lei_client.get(address("shipment_detail", shipment.pk)).status_code == 404
    assert zhao_lei_client.get(address("shipment_print", shipment.pk)).status_code == 404


def test_goods_come_back(order, li_min, li_min_client, ma_qiang_client):
    shipment = shipped(order, actor=li_min)
    part = shipment.lines.get()
    li_min_client.post(
        address("shipment_return", shipment.pk),
        {"reason": "渗漏", f"quantity_{part.pk}": "2", f"choice_{part.pk}": "good"},
    )
    back = SalesReturn.objects.get()
    ma_qiang_client.post(
        address("sales_return_receive", back.pk),
        {"on": "2026-11-20", "warehouse": shipment.warehouse_id},
    )
    assert StockBalance.objects.get().on_hand == D(2)
    assert li_min_client.get(address("sales_return_detail", back.pk)).status_code == 200


def test_an_invoice_goes_its_way(order, li_min, li_min_client, sun_xiaoyan_client):
    shipped(order, actor=li_min, quantities={1: D(4)})
    line = order.lines.get()
    li_min_client.post(
        address("order_invoice", order.pk),
        {
            "kind": "digital_special",
            "on": "2026-11-20",
            "title": "衡阳水电",
            f"quantity_{line.pk}": "4",
        },
    )
    invoice = Invoice.objects.get()
    sun_xiaoyan_client.post(
        address("invoice_issue", invoice.pk), {"number": "1" * 20, "on": "2026-11-20"}
    )
    li_min_client.post(
        address("invoice_send", invoice.pk), {"on": "2026-11-20", "sent_by_way": "数电"}
    )
    li_min_client.post(address("invoice_receive", invoice.pk), {"on": "2026-11-20"})
    invoice.refresh_from_db()
    assert invoice.status == InvoiceStatus.RECEIVED
    part = invoice.lines.get()
    answer = sun_xiaoyan_client.post(
        address("invoice_reverse", invoice.pk),
        {
            "number": "2" * 20,
            "on": "2026-11-20",
            "red_confirmation": "3201012111000123",
            "red_began_by": "buyer",
            "confirmed_on": "2026-11-20",
            "red_reason": "退货",
            f"quantity_{part.pk}": "1",
        },
    )
    red = Invoice.objects.get(is_red=True)
    assert answer.url == address("invoice_detail", red.pk)
    assert red.gross_amount == D("-113.00")
    assert sun_xiaoyan_client.get(address("invoice_detail", invoice.pk)).status_code == 200


def test_a_taken_number_is_refused_at_its_field(order, li_min, li_min_client):
    shipped(order, actor=li_min)
    made = [
        invoice_apply(
            actor=li_min,
            customer=order.customer,
            rows=[InvoiceRow(order.lines.get(), D(1))],
            on=FRIDAY,
            at=noon(FRIDAY),
        )
        for _ in range(2)
    ]
    facts = {"number": "1" * 20, "on": "2026-11-20"}
    li_min_client.post(address("invoice_issue", made[0].pk), facts)
    answer = li_min_client.post(address("invoice_issue", made[1].pk), facts)
    assert answer.status_code == 422
    assert made[0].application_number in answer.content.decode()


def test_a_receipt_settles_as_it_is_registered(order, li_min, sun_xiaoyan_client):
    shipped(order, actor=li_min)
    sun_xiaoyan_client.post(
        address("receipt_create"),
        {
            "customer": order.customer_id,
            "received_on": "2026-11-20",
            "amount": "1,000.00",
            "method": "bank",
            "settles": "on",
        },
    )
    receipt = Receipt.objects.get()
    assert receipt.free_amount == D("0.00")
    order.refresh_from_db()
    assert order.collected_amount == D("1000.00")
    assert sun_xiaoyan_client.get(address("receipt_detail", receipt.pk)).status_code == 200


def test_a_receipt_is_allocated_by_hand_and_reversed(order, li_min, sun_xiaoyan_client):
    shipped(order, actor=li_min)
    receipt = receipt_register(
        actor=li_min,
        customer=order.customer,
        amount=D("500.00"),
        received_on=FRIDAY,
        at=noon(FRIDAY),
    )
    page = sun_xiaoyan_client.get(address("receipt_allocate", receipt.pk)).content.decode()
    assert "CK-202611-00001" in page
    item = order.receivables.get()
    answer = sun_xiaoyan_client.post(
        address("receipt_allocate", receipt.pk),
        {"on": "2026-11-20", f"quantity_{item.pk}": "600"},
    )
    assert answer.status_code == 422
    sun_xiaoyan_client.post(
        address("receipt_allocate", receipt.pk),
        {"on": "2026-11-20", f"quantity_{item.pk}": "120.5"},
    )
    receipt.refresh_from_db()
    assert receipt.free_amount == D("379.50")
    sun_xiaoyan_client.post(
        address("receipt_release", receipt.pk),
        {"on": "2026-11-20", "receivable": item.pk, "reason": "记错"},
    )
    sun_xiaoyan_client.post(
        address("receipt_reverse", receipt.pk), {"on": "2026-11-20", "reason": "退汇"}
    )
    receipt.refresh_from_db()
    assert receipt.status == ReceiptStatus.REVERSED


def test_the_ageing_leads_to_the_items_and_the_account(order, li_min, li_min_client):
    shipped(order, actor=li_min)
    ageing = li_min_client.get(address("receivable_ageing"), {"on": "2027-01-15"})
    assert order.customer.name in ageing.content.decode()
    assert "1,130.00" in ageing.content.decode()
    for by in ("salesperson", "region"):
        assert li_min_client.get(address("receivable_ageing"), {"by": by}).status_code == 200
    assert li_min_client.get(address("receivable_ageing"), {"by": "moon"}).status_code == 404
    owed = li_min_client.get(address("customer_owed", order.customer_id)).content.decode()
    assert "CK-202611-00001" in owed
    account = li_min_client.get(address("customer_account", order.customer_id)).content.decode()
    assert "1,130.00" in account


@pytest.mark.parametrize(
    "asked", [{"from": "0001-01-01"}, {"to": "0001-06-01"}, {"to": "9999-12-31"}]
)
def test_the_account_is_asked_for_days_of_business_only(order, li_min_client, asked):
    answer = li_min_client.get(f"{address('customer_account', order.customer_id)}?{asked}")
    assert (answer.status_code, answer.context["from_on"]) == (200, date(2026, 1, 1))


def test_a_salesperson_sees_no_other_customers_account(order, zhao_lei_client, wang_jianguo_client):
    assert zhao_lei_client.get(address("customer_owed", order.customer_id)).status_code == 404
    assert wang_jianguo_client.get(address("customer_owed", order.customer_id)).status_code == 200


def test_the_warehouse_takes_goods_in_by_code(order, ma_qiang_client):
    product = order.lines.get().product
    answer = ma_qiang_client.post(
        address("stock_movement_receive"),
        {
            "kind": "production_in",
            "warehouse": WarehouseFactory().pk,
            "on": "2026-11-20",
            "rows-TOTAL_FORMS": "2",
            "rows-INITIAL_FORMS": "0",
            "rows-0-product_text": product.code,
            "rows-0-quantity": "5",
            "rows-1-product_text": "",
        },
    )
    assert answer.status_code == 302
    assert StockBalance.objects.get().on_hand == D(15)
    assert ma_qiang_client.get(answer.url).status_code == 200


def test_an_unknown_code_is_said_at_its_row(db, ma_qiang_client):
    answer = ma_qiang_client.post(
        address("stock_movement_count"),
        {
            "warehouse": WarehouseFactory().pk,
            "on": "2026-11-20",
            "rows-TOTAL_FORMS": "1",
            "rows-INITIAL_FORMS": "0",
            "rows-0-product_text": "NOPE-1",
            "rows-0-quantity": "5",
        },
    )
    assert answer.status_code == 422
    assert "NOPE-1" in answer.content.decode()
    assert not StockBalance.objects.exists()


def test_goods_of_an_order_are_taken_in(order, ma_qiang_client):
    line = order.lines.get()
    ma_qiang_client.post(
        address("order_take_in", order.pk),
        {
            "kind": "production_in",
            "warehouse": WarehouseFactory().pk,
            "on": "2026-11-20",
            f"quantity_{line.pk}": "2",
        },
    )
    assert StockBalance.objects.get().on_hand == D(12)


def test_the_ledger_foots(order, li_min, li_min_client):
    shipped(order, actor=li_min, quantities={1: D(4)})
    page = li_min_client.get(address("ledger_list")).content.decode()
    assert page.count("452.00") >= 2
    assert Order.objects.get().number in page


def test_who_sees_a_phone_masked_does_not_find_it_in_the_dialog_and_it_is_kept(
    order, li_min_client, zhou_ting_client
):
    Order.objects.filter(pk=order.pk).update(delivery_phone="13976543210")
    url, line = address("order_ship", order.pk), order.lines.get()
    warehouse = StockBalance.objects.get().warehouse_id
    dialog = zhou_ting_client.get(url).content.decode()

    zhou_ting_client.post(
        url, {"warehouse": warehouse, "freight_terms": "ours", f"quantity_{line.pk}": "1"}
    )

    assert "13976543210" in li_min_client.get(url).content.decode()
    assert "13976543210" not in dialog
    assert order.shipments.get().delivery_phone == "13976543210"
