"""Goods going out: never more than ordered, never more than lies there, worth adds up."""

from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from core import periods
from core.errors import BusinessError, NotAllowed
from orders.enums import FreightTerms, MovementKind, OrderStatus, ShipmentStatus
from orders.factories import MORNING, drawn_up, noon, shipped, signed, stocked
from orders.models import OrderLine, Receivable, SalesMovement, StockBalance, StockMovement
from orders.services import (
    ReturnRow,
    order_hold,
    sales_return_create,
    shipment_cancel,
    shipment_ship,
    shipment_sign,
)
from orders.services.valuation import Worth, worth_of_part

D = Decimal
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


def balance(order, position=1):
    line = order.lines.get(position=position)
    return StockBalance.objects.get(product=line.product)


def test_drawing_up_sets_goods_aside(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipment = drawn_up(order, actor=li_min, quantities={1: D(4)})
    assert shipment.number == "CK-202611-00001"
    assert shipment.gross_amount == D("452.00")
    assert (balance(order).on_hand, balance(order).reserved) == (D(10), D(4))


def test_cancelling_frees_the_goods(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipment = drawn_up(order, actor=li_min, quantities={1: D(4)})
    shipment = shipment_cancel(actor=li_min, shipment=shipment, reason="客户改期", at=MORNING)
    assert shipment.status == ShipmentStatus.CANCELLED
    assert balance(order).reserved == 0


def test_shipping_moves_stock_sales_and_money(an_order, li_min, wang_jianguo):
    order = an_order(("10", "113"), ("3", "100"))
    stocked(order, actor=li_min)
    shipment = shipped(order, actor=li_min, on=MONDAY, quantities={1: D(4), 2: D(1)})

    assert (shipment.status, shipment.shipped_on) == (ShipmentStatus.SHIPPED, MONDAY)
    assert (balance(order).on_hand, balance(order).reserved) == (D(6), D(0))
    out = StockMovement.objects.filter(document=shipment.number)
    assert sorted(out.values_list("quantity", flat=True)) == [D(-4), D(-1)]

    first, second = SalesMovement.objects.filter(kind=MovementKind.SHIPPED)
    assert (first.moved_on, first.quantity) == (MONDAY, D(4))
    assert (first.net_amount, first.tax_amount, first.gross_amount) == (
        D("400.00"),
        D("52.00"),
        D("452.00"),
    )
    assert first.cost_amount == D("6000.00")
    assert second.gross_amount == D("100.00")

    item = Receivable.objects.get()
    assert (item.amount, item.open_amount, item.arose_on) == (D("552.00"), D("552.00"), MONDAY)
    assert item.due_on == date(2026, 12, 23)
    assert item.salesperson == wang_jianguo

    order.refresh_from_db()
    line = order.lines.get(position=1)
    assert order.shipped_amount == D("552.00")
    assert (line.shipped_quantity, line.shipped_amount) == (D(4), D("452.00"))
    assert line.receivable_amount == D("452.00")


def test_the_last_part_takes_the_rest_of_the_line(an_order, li_min):
    order = an_order(("3", "33.3333"))
    stocked(order, actor=li_min)
    worth = [
        shipped(order, actor=li_min, on=FRIDAY, quantities={1: D(1)}).gross_amount for _ in range(3)
    ]
    order.refresh_from_db()
    assert sum(worth) == order.gross_amount == order.shipped_amount == D("100.00")


@given(
    gross=st.integers(0, 10**10),
    cost=st.integers(0, 10**10),
    parts=st.lists(st.integers(1, 10**6), min_size=1, max_size=8),
)
def test_the_parts_of_a_line_add_up_to_the_line(gross, cost, parts):
    total = D(sum(parts)) / 1000
    whole = Worth(
        net=(D(gross) / 100 / D("1.13")).quantize(D("0.01")),
        gross=D(gross) / 100,
        cost=D(cost) / 100,
    )
    done, reached = Worth(), D(0)
    for part in parts:
        worth = worth_of_part(
            whole, total=total, quantity=D(part) / 1000, done_quantity=reached, done=done
        )
        assert worth.gross == worth.net + worth.tax
        assert min(worth.net, worth.tax, worth.gross, worth.cost) >= 0
        done, reached = done.plus(worth), reached + D(part) / 1000
    assert done == whole


def test_more_than_ordered_is_refused(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    stocked(order, actor=li_min)
    drawn_up(order, actor=li_min, quantities={1: D(7)})
    with pytest.raises(BusinessError) as refusal:
        drawn_up(order, actor=li_min, quantities={1: D(4)})
    assert refusal.value.code == "over_shipment"
    assert "3" in str(refusal.value)


def test_more_than_lies_there_is_refused(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    other = an_order(("5", "113"))
    drawn_up(order, actor=li_min, quantities={1: D(8)})
    with pytest.raises(BusinessError) as refusal:
        drawn_up(other, actor=li_min, quantities={1: D(3)})
    assert refusal.value.code == "stock"


def test_goods_do_not_leave_before_they_came(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min, on=MONDAY)
    shipment = drawn_up(order, actor=li_min, at=noon(MONDAY))
    with pytest.raises(BusinessError) as refusal:
        shipment_ship(actor=li_min, shipment=shipment, on=FRIDAY, at=noon(MONDAY))
    assert refusal.value.code == "not_then"


def test_an_order_on_hold_does_not_ship(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipment = drawn_up(order, actor=li_min)
    order_hold(actor=li_min, order=order, reason="客户未付预付款", at=MORNING)
    with pytest.raises(BusinessError) as refusal:
        shipment_ship(actor=li_min, shipment=shipment, on=FRIDAY, at=MORNING)
    assert refusal.value.code == "on_hold"


def test_nothing_ships_into_a_closed_period(an_order, li_min, sun_xiaoyan):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipment = drawn_up(order, actor=li_min)
    periods.close(actor=sun_xiaoyan, period=periods.period_of(FRIDAY), ledger="stock", at=MORNING)
    with pytest.raises(periods.PeriodClosed):
        shipment_ship(actor=li_min, shipment=shipment, on=FRIDAY, at=MORNING)
    shipment.refresh_from_db()
    assert shipment.status == ShipmentStatus.DRAFT
    assert not Receivable.objects.exists()


def test_a_day_to_come_is_refused(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipment = drawn_up(order, actor=li_min)
    with pytest.raises(BusinessError) as refusal:
        shipment_ship(actor=li_min, shipment=shipment, on=MONDAY, at=MORNING)
    assert refusal.value.code == "future"


def test_an_accountant_ships_nothing(an_order, li_min, sun_xiaoyan):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipment = drawn_up(order, actor=li_min)
    with pytest.raises(NotAllowed):
        shipment_ship(actor=sun_xiaoyan, shipment=shipment, on=FRIDAY, at=MORNING)


def test_charged_freight_is_income_spread_by_amount(an_order, li_min):
    order = an_order(("10", "113"), ("10", "56.5"))
    stocked(order, actor=li_min)
    shipped(
        order,
        actor=li_min,
        freight_terms=FreightTerms.CHARGED,
        freight_amount=D("100.00"),
    )
    freight = SalesMovement.objects.filter(kind=MovementKind.SHIPPED, quantity=0)
    assert [row.gross_amount for row in freight] == [D("66.67"), D("33.33")]
    assert freight[0].net_amount == D("59.00")
    assert Receivable.objects.get().amount == D("1795.00")
    assert [line.freight_amount for line in order.lines.all()] == [D("66.67"), D("33.33")]


def test_freight_paid_for_the_customer_is_owed_but_no_income(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipped(
        order,
        actor=li_min,
        freight_terms=FreightTerms.ADVANCED,
        freight_amount=D("80.00"),
    )
    assert sorted(Receivable.objects.values_list("source", "amount")) == [
        ("freight", D("80.00")),
        ("shipment", D("1130.00")),
    ]
    assert SalesMovement.objects.get(kind=MovementKind.SHIPPED).gross_amount == D("1130.00")
    assert order.lines.get().receivable_amount == D("1210.00")


def test_freight_of_ours_is_owed_by_nobody(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipped(order, actor=li_min, freight_amount=D("80.00"))
    assert Receivable.objects.get().amount == D("1130.00")
    line = order.lines.get()
    assert (line.own_freight_amount, line.receivable_amount) == (D("80.00"), D("1130.00"))


def test_each_freight_stands_in_its_own_column_and_adds_up_over_shipments(an_order, li_min):
    order = an_order(("10", "113"), ("10", "56.5"), ("10", "56.5"))
    stocked(order, actor=li_min)
    for count, (terms, amount) in enumerate(
        [("ours", "100.00"), ("advanced", "50.01"), ("charged", "0.02"), ("ours", "0.01")], 1
    ):
        shipped(
            order,
            actor=li_min,
            quantities={1: D(1), 2: D(1), 3: D(count)},
            freight_terms=FreightTerms(terms),
            freight_amount=D(amount),
        )
    kept = order.lines.order_by("position").values_list(
        "own_freight_amount", "advanced_freight_amount", "freight_amount"
    )
    # 113 : 56.5 : 56.5, then 113 : 56.5 : 113, 113 : 56.5 : 169.5 and 113 : 56.5 : 226
    assert list(kept) == [
        (D("50.00"), D("20.01"), D("0.01")),
        (D("25.00"), D("10.00"), D("0.00")),
        (D("25.01"), D("20.00"), D("0.01")),
    ]


def test_freight_sent_before_the_columns_stood_is_on_its_lines_as_if_sent_today(an_order, li_min):
    orders = [an_order(("10", "113"), ("10", "56.5"), ("10", "56.5")) for _each in range(2)]
    sendings = [
        (orders[0], "ours", "100.00", 1),
        (orders[1], "ours", "0.01", 2),
        (orders[0], "advanced", "50.01", 2),
        (orders[0], "charged", "0.02", 3),
        (orders[0], "ours", "0.01", 4),
    ]
    for order in orders:
        stocked(order, actor=li_min)
    for order, terms, amount, count in sendings:
        freight = {"freight_terms": FreightTerms(terms), "freight_amount": D(amount)}
        each = {1: D(1), 2: D(1), 3: D(count)}
        shipped(order, actor=li_min, quantities=each, **freight)
    drawn_up(orders[1], actor=li_min, quantities={1: D(1)}, freight_amount=D("9.00"))
    lines = OrderLine.objects.order_by("pk")
    columns = ("own_freight_amount", "advanced_freight_amount", "freight_amount")
    sent_today = list(lines.values_list("pk", *columns))
    lines.update(own_freight_amount=0, advanced_freight_amount=0)
    migration = "orders.migrations.0022_freight_sent_before_is_on_its_lines"
    for _again in range(2):
        import_module(migration).spread(apps, None)
        assert list(lines.values_list("pk", *columns)) == sent_today
    first, other = (order.lines.get(position=1) for order in orders)
    assert (first.own_freight_amount, first.advanced_freight_amount) == (D("50.00"), D("20.01"))
    assert sum(line.own_freight_amount for line in other.order.lines.all()) == D("0.01")


def test_signing_for_everything_completes_the_order(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    signed(order, actor=li_min, quantities={1: D(4)})
    order.refresh_from_db()
    assert (order.status, order.signed_amount) == (OrderStatus.RELEASED, D("452.00"))
    signed(order, actor=li_min, on=MONDAY)
    order.refresh_from_db()
    assert (order.status, order.signed_amount) == (OrderStatus.CLOSED, D("1130.00"))
    assert order.lines.get().last_signed_on == MONDAY


def test_what_was_refused_is_drawn_up_as_a_return(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipment = shipped(order, actor=li_min)
    part = shipment.lines.get()
    shipment_sign(
        actor=li_min,
        shipment=shipment,
        on=FRIDAY,
        at=MORNING,
        signed={part.pk: D(8)},
        refused_reason="两台外壳破损",
    )
    drawn = shipment.returns.get()
    assert (drawn.status, drawn.reason) == ("draft", "两台外壳破损")
    assert drawn.lines.get().quantity == D(2)
    assert order.lines.get().signed_quantity == D(8)


def test_refusing_needs_a_reason(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipment = shipped(order, actor=li_min)
    with pytest.raises(BusinessError) as refusal:
        shipment_sign(
            actor=li_min,
            shipment=shipment,
            on=FRIDAY,
            at=MORNING,
            signed={shipment.lines.get().pk: D(8)},
        )
    assert refusal.value.field == "refused_reason"


def test_more_than_was_shipped_is_not_signed_for(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipment = shipped(order, actor=li_min)
    with pytest.raises(BusinessError) as refusal:
        shipment_sign(
            actor=li_min,
            shipment=shipment,
            on=FRIDAY,
            at=MORNING,
            signed={shipment.lines.get().pk: D(11)},
        )
    assert refusal.value.code == "over_signed"


def test_what_came_back_on_the_way_is_neither_signed_for_nor_refused_again(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipment = shipped(order, actor=li_min)
    part = shipment.lines.get()
    facts = {"actor": li_min, "shipment": shipment, "at": MORNING}
    sales_return_create(rows=[ReturnRow(part, D(3))], reason="运输途中破损", **facts)
    with pytest.raises(BusinessError) as refusal:
        shipment_sign(on=FRIDAY, signed={part.pk: D(8)}, **facts)
    assert refusal.value.code == "over_signed"
    shipment_sign(on=FRIDAY, **facts)
    part.refresh_from_db()
    assert (part.signed_quantity, part.refused_quantity) == (D(7), D(0))
    assert shipment.returns.count() == 1
