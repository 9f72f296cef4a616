"""A line in several deliveries: each has its own day, and the line is due with the next of them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.errors import BusinessError
from orders.enums import CheckKind
from orders.factories import MORNING, WarehouseFactory, draft_order, released_order
from orders.forms.entry_lines import LineForm, lines_initial
from orders.lists.tracking import is_planned_late
from orders.models import DeliverySplit, Order, OrderLine
from orders.selectors.checked_lines import checked_lines
from orders.selectors.checks import checks_of
from orders.selectors.lateness import is_late, whole_due_on
from orders.services import (
    LineDraft,
    ReturnRow,
    ShipmentRow,
    SplitDraft,
    StockRow,
    hand_over_acknowledge,
    sales_return_receive,
    shipment_create,
    shipment_ship,
    stock_receive,
)
from orders.services.sales_return import return_draw_up
from products.factories import ProductFactory

D = Decimal
ON = date(2026, 11, 20)
NEAR, FAR = date(2026, 12, 10), date(2027, 2, 18)
pytestmark = pytest.mark.usefixtures("second_pairs")


def in_two(*days, **facts):
    first, second = days or (NEAR, FAR)
    splits = [SplitDraft(D(6), second), SplitDraft(D(4), first)]
    return LineDraft(ProductFactory(lead_days=5), D(10), splits=splits, **facts)


def days_of(order):
    rows = DeliverySplit.objects.filter(line__order=order).order_by("requested_on")
    return list(rows.values_list("quantity", "requested_on", "confirmed_on"))


def test_each_delivery_is_promised_for_the_first_feasible_day(li_min):
    order = draft_order(actor=li_min, lines=[in_two(date(2026, 11, 23), FAR)])
    assert days_of(order) == [
        (D(4), date(2026, 11, 23), date(2026, 11, 27)),  # five working days from the 20th
        (D(6), FAR, FAR),
    ]
    assert order.lines.get().confirmed_on == date(2026, 11, 27)
    assert order.promised_on == FAR


def test_a_confirmed_day_that_was_typed_stays(li_min):
    splits = [SplitDraft(D(4), NEAR, date(2026, 12, 15)), SplitDraft(D(6), FAR)]
    line = LineDraft(ProductFactory(), D(10), splits=splits)
    order = draft_order(actor=li_min, lines=[line])
    assert days_of(order)[0] == (D(4), NEAR, date(2026, 12, 15))
    assert lines_initial(order)[0]["splits"] == ("4@2026-12-10>2026-12-15 6@2027-02-18>2027-02-18")


def test_a_delivery_asked_for_in_the_past_is_refused(li_min):
    with pytest.raises(BusinessError) as refusal:
        draft_order(actor=li_min, lines=[in_two(date(2020, 1, 1), FAR)])
    assert (refusal.value.field, refusal.value.code) == ("splits", "past")
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (
            "4@2026-12-04 6@2026-12-18>2026-12-21",
            [
                SplitDraft(D(4), date(2026, 12, 4)),
                SplitDraft(D(6), date(2026, 12, 18), date(2026, 12, 21)),
            ],
        ),
        ("10@2026-12-04>2026-13-01", None),
        ("10@2026-12-04>", None),
    ],
)
def test_deliveries_are_typed_with_their_confirmed_days(typed, read):
    form = LineForm({"quantity": "10", "splits": typed})
    assert form.is_valid() is (read is not None)
    assert form.cleaned_data.get("splits") == read


def test_the_machine_asks_each_delivery_by_itself(li_min):
    splits = [SplitDraft(D(4), NEAR, date(2026, 12, 14)), SplitDraft(D(6), FAR)]
    line = LineDraft(ProductFactory(code="A"), D(10), splits=splits)
    order = draft_order(actor=li_min, lines=[line])
    answers = checks_of(order, checked_lines(order), on=ON)
    said = [(x.level, x.sentence) for x in answers if x.kind == CheckKind.DELIVERY]
    assert said == [("warning", "A：2026-12-14 晚于要求交期。")]


@pytest.fixture
def shipped(li_min, zhang_lan, he_ping):
    """A released order of ten in two deliveries, and a way to ship of it."""
    order = released_order(actor=li_min, second=zhang_lan, lines=[in_two()])
    warehouse = WarehouseFactory()
    facts = {"actor": he_ping, "on": ON, "at": MORNING}
    rows = [StockRow(order.lines.get().product, D(10))]
    stock_receive(warehouse=warehouse, kind="production_in", rows=rows, **facts)

    def ship(quantity):
        rows = [ShipmentRow(order.lines.get(), D(quantity))]
        drawn = {"order": order, "warehouse": warehouse, "rows": rows, "at": MORNING}
        return shipment_ship(shipment=shipment_create(actor=li_min, **drawn), **facts)

    return order, ship


def late_on(day):
    return Order.objects.filter(is_late(day)).exists()


def test_a_line_is_late_with_the_delivery_that_is_next(shipped):
    order, ship = shipped
    assert order.lines.get().confirmed_on == NEAR
    assert (late_on(NEAR), late_on(NEAR + timedelta(days=1))) == (False, True)
    ship(3)
    assert order.lines.get().confirmed_on == NEAR
    ship(1)  # the first delivery is out whole
    assert order.lines.get().confirmed_on == FAR
    assert (late_on(NEAR + timedelta(days=1)), late_on(FAR + timedelta(days=1))) == (False, True)
    ship(6)
    assert order.lines.get().confirmed_on == FAR
    assert not late_on(FAR + timedelta(days=1))


def test_what_was_refused_makes_the_first_delivery_due_again(shipped, li_min, he_ping):
    order, ship = shipped
    shipment = ship(4)
    part = shipment.lines.get()
    sales_return = return_draw_up(
        actor=li_min,
        shipment=shipment,
        rows=[ReturnRow(part, D(4))],
        reason="拒收",
        at=MORNING,
        is_refusal=True,
    )
    sales_return_receive(actor=he_ping, sales_return=sales_return, on=ON, at=MORNING)
    line = order.lines.get()
    assert (line.shipped_quantity, line.confirmed_on) == (D(0), NEAR)


def test_a_plan_is_late_only_after_the_last_delivery(shipped, he_ping):
    order, _ship = shipped
    hand_over = order.hand_overs.get()
    facts = {"actor": he_ping, "hand_over": hand_over, "at": MORNING}
    hand_over_acknowledge(planned_finish_on=date(2027, 1, 15), **facts)
    planned_late = OrderLine.objects.filter(is_planned_late(ON))
    assert (whole_due_on(order.lines.get()), planned_late.exists()) == (FAR, False)
    type(hand_over).objects.update(planned_finish_on=FAR + timedelta(days=1))
    assert planned_late.exists()
