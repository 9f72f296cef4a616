"""A customer blocked after its order was verified: nothing is released, drawn up or shipped."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from core.errors import BusinessError
from customers.services import customer_block, customer_unblock
from orders.enums import OrderStatus, ShipmentStatus
from orders.factories import MORNING, WarehouseFactory, released_order, verified_order
from orders.services import (
    ShipmentRow,
    StockRow,
    order_release,
    shipment_cancel,
    shipment_create,
    shipment_ship,
    stock_receive,
)

D = Decimal
ON = date(2026, 11, 20)
pytestmark = pytest.mark.usefixtures("second_pairs")
SENTENCE = "客户已停供，不能下达、不能发货：欠款 30 万未还"


def block(actor, order):
    customer_block(actor=actor, customer=order.customer, reason="欠款 30 万未还", at=MORNING)
    order.refresh_from_db()


def goods(he_ping, order):
    warehouse = WarehouseFactory()
    rows = [StockRow(order.lines.get().product, D(10))]
    kind = "production_in"
    stock_receive(actor=he_ping, warehouse=warehouse, kind=kind, rows=rows, on=ON, at=MORNING)
    return warehouse


def shipped_of(order, warehouse, actor, quantity="4"):
    rows = [ShipmentRow(order.lines.get(), D(quantity))]
    return shipment_create(actor=actor, order=order, warehouse=warehouse, rows=rows, at=MORNING)


def test_nothing_is_released_until_the_block_is_lifted(li_min, zhang_lan, zhou_ting):
    order = verified_order(actor=li_min, second=zhang_lan)
    block(zhou_ting, order)
    with pytest.raises(BusinessError) as refusal:
        order_release(actor=li_min, order=order, at=MORNING)
    assert (refusal.value.code, str(refusal.value)) == ("blocked", SENTENCE)
    order.refresh_from_db()
    assert order.status == OrderStatus.CONFIRMED


def test_nothing_is_drawn_up_or_leaves(li_min, zhang_lan, zhou_ting, he_ping):
    order = released_order(actor=li_min, second=zhang_lan)
    warehouse = goods(he_ping, order)
    drawn = shipped_of(order, warehouse, li_min)
    block(zhou_ting, order)
    with pytest.raises(BusinessError) as refusal:
        shipped_of(order, warehouse, li_min)
    assert refusal.value.code == "blocked"
    with pytest.raises(BusinessError) as refusal:
        shipment_ship(actor=he_ping, shipment=drawn, on=ON, at=MORNING)
    # Who makes the goods ready reads no amounts, and the reason names one.
    assert str(refusal.value) == "客户已停供，不能下达、不能发货。"
    lift = {"actor": zhou_ting, "customer": order.customer, "reason": "已付清"}
    customer_unblock(**lift, at=MORNING + timedelta(hours=1))
    left = shipment_ship(actor=he_ping, shipment=drawn, on=ON, at=MORNING)
    assert left.status == ShipmentStatus.SHIPPED


def test_what_was_drawn_up_can_still_be_given_up(li_min, zhang_lan, zhou_ting, he_ping):
    order = released_order(actor=li_min, second=zhang_lan)
    drawn = shipped_of(order, goods(he_ping, order), li_min)
    block(zhou_ting, order)
    given_up = shipment_cancel(actor=li_min, shipment=drawn, reason="停供", at=MORNING)
    assert given_up.status == ShipmentStatus.CANCELLED


def test_the_order_page_and_the_list_say_it(li_min, zhang_lan, zhou_ting, li_min_client):
    order = verified_order(actor=li_min, second=zhang_lan)
    block(zhou_ting, order)
    page = li_min_client.get(reverse("orders:order_detail", args=[order.pk])).content.decode()
    assert page.count(SENTENCE) == 2  # the note, and the reason beside the dashed button
    li_min_client.post(reverse("orders:order_release", args=[order.pk]), {})
    order.refresh_from_db()
    assert order.status == OrderStatus.CONFIRMED
