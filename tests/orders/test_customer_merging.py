"""Two customers become one: papers go along, no sum moves, closed periods stay as they are."""

from datetime import date
from decimal import Decimal

import pytest

from core import periods
from core.errors import BusinessError
from core.models import AuditEntry
from customers.factories import CustomerFactory
from customers.selectors import Moving, what_moves
from customers.services import customers_merge
from orders.enums import Basis
from orders.factories import draft_order, noon, shipped, stocked
from orders.models import DailyFact, Order, Receivable, SalesMovement
from orders.selectors.account import customer_account
from orders.selectors.figures.counts import Counts, counts
from orders.selectors.figures.cube import sums
from orders.selectors.figures.measure import Measure
from orders.selectors.pricing import last_prices
from orders.services import (
    OrderHead,
    facts_compare,
    facts_refresh,
    order_create,
    order_save_draft,
    receipt_register,
)

D = Decimal
FRIDAY = date(2026, 11, 20)
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
ORDERED = Measure(Basis.ORDER)


@pytest.fixture
def doubles(an_order, li_min, wang_jianguo):
    """Two records of one customer: 1,130.00 and 2,260.00 ordered, 565.00 shipped, 1,000.00 paid."""
    first, second = (
        CustomerFactory(name=name, owner=wang_jianguo, region=wang_jianguo.region)
        for name in ("海润水务", "海润水务有限公司")
    )
    order = an_order(("10", "113"), customer=first)
    an_order(("20", "113"), customer=second)
    stocked(order, actor=li_min)
    shipped(order, actor=li_min, quantities={1: D(5)})
    receipt_register(
        actor=li_min, customer=first, amount=D("1000.00"), received_on=FRIDAY, at=noon(FRIDAY)
    )
    return first, second


def merge(actor, gone, kept):
    return customers_merge(
        actor=actor, customer=gone, into=kept, at=noon(FRIDAY), reason="同一家公司"
    )


def test_the_page_says_beforehand_what_will_move(doubles):
    assert [(str(each.label), each.count) for each in what_moves(doubles[0])] == [
        ("订单", 1),
        ("出库单", 1),
        ("应收项", 1),
        ("回款", 1),
    ]
    assert isinstance(what_moves(doubles[1])[0], Moving)


def test_every_paper_goes_along_with_a_version_and_a_line_in_its_trail(doubles, zhou_ting):
    gone, kept = doubles

    merge(zhou_ting, gone, kept)

    order = Order.objects.get(gross_amount=D("1130.00"))
    latest = order.history.latest()
    entry = AuditEntry.objects.about(order).first()
    assert (order.customer, latest.customer_id, latest.history_change_reason) == (
        kept,
        kept.pk,
        "同一家公司",
    )
    assert order.history.earliest().customer_id == gone.pk
    assert entry.verb == "customers.customer_merged"
    assert entry.changes["customer"] == [str(gone), str(kept)]
    assert AuditEntry.objects.about(kept).first().changes["订单"] == ["", 1]
    for rows in (gone.orders, gone.shipments, gone.receivables, gone.receipts, gone.movements):
        assert rows.count() == 0


def test_what_the_customer_owes_is_the_sum_of_both_and_nothing_else_moves(doubles, zhou_ting):
    gone, kept = doubles
    before = [customer_account(each, *NOVEMBER).closing for each in doubles]
    total = Receivable.objects.values_list("open_amount", flat=True)
    owed = sum(total.all())
    facts_refresh()
    facts = list(DailyFact.objects.order_by("pk").values())
    whole = sums(span=NOVEMBER, measure=ORDERED)[()].gross

    merge(zhou_ting, gone, kept)

    after = customer_account(kept, *NOVEMBER)
    assert before == [D("-435.00"), D("0.00")]
    assert (after.closing, after.debit, after.credit) == (D("-435.00"), D("565.00"), D("1000.00"))
    assert sum(total.all()) == owed == D("565.00")
    assert facts_compare(at=noon(FRIDAY)) == []
    assert list(DailyFact.objects.order_by("pk").values()) == facts
    assert sums(span=NOVEMBER, measure=ORDERED)[()].gross == whole == D("3390.00")
    by_customer = sums(span=NOVEMBER, measure=ORDERED, keys=("customer",))
    assert {key: each.gross for key, each in by_customer.items()} == {(kept.pk,): D("3390.00")}
    assert counts(span=NOVEMBER, measure=ORDERED) == {(): Counts(2, 1, 1)}


def test_a_closed_month_keeps_every_figure(doubles, zhou_ting, sun_xiaoyan):
    gone, kept = doubles
    periods.close(
        actor=sun_xiaoyan, period=periods.period_of(FRIDAY), ledger="orders", at=noon(FRIDAY)
    )
    before = counts(span=NOVEMBER, measure=ORDERED)

    merge(zhou_ting, gone, kept)

    assert counts(span=NOVEMBER, measure=ORDERED) == before == {(): Counts(2, 2, 2)}
    assert set(gone.movements.values_list("document", flat=True)) != set()
    assert SalesMovement.objects.filter(customer=kept).count() == 1
    asked = Measure(Basis.ORDER, where={"customer": [kept.pk]})
    assert sums(span=NOVEMBER, measure=asked)[()].gross == D("3390.00")
    by_customer = sums(span=NOVEMBER, measure=ORDERED, keys=("customer",))
    assert {key: each.gross for key, each in by_customer.items()} == {(kept.pk,): D("3390.00")}
    by_customer = counts(span=NOVEMBER, measure=ORDERED, keys=("customer",))
    assert by_customer == {(kept.pk,): Counts(2, 1, 1)}


def test_the_last_price_goes_along_also_out_of_a_closed_month(doubles, zhou_ting, sun_xiaoyan):
    gone, kept = doubles
    [line] = Order.objects.get(gross_amount=D("1130.00")).lines.all()
    periods.close(
        actor=sun_xiaoyan, period=periods.period_of(FRIDAY), ledger="orders", at=noon(FRIDAY)
    )

    merge(zhou_ting, gone, kept)

    assert SalesMovement.objects.get(line=line, kind="confirmed").customer == gone
    own = Order.objects.get(gross_amount=D("2260.00")).pk
    last = last_prices(kept, [line.product_id], before=own)[line.product_id]
    assert (last.unit_price, last.order_id, last.ordered_on) == (D(113), line.order_id, FRIDAY)
    assert last_prices(gone, [line.product_id]) == {}


def test_who_bought_before_the_merge_is_no_new_customer_after_it(
    doubles, zhou_ting, sun_xiaoyan, an_order
):
    gone, kept = CustomerFactory(name="甲"), doubles[1]
    SalesMovement.objects.filter(customer=kept).update(moved_on=date(2026, 12, 3))
    SalesMovement.objects.filter(customer=doubles[0]).update(customer=gone)
    periods.close(
        actor=sun_xiaoyan, period=periods.period_of(FRIDAY), ledger="orders", at=noon(FRIDAY)
    )
    december = (date(2026, 12, 1), date(2026, 12, 31))
    assert counts(span=december, measure=ORDERED)[()].new_customers == 1

    merge(zhou_ting, gone, kept)

    assert counts(span=december, measure=ORDERED)[()].new_customers == 0


def test_a_draft_opened_before_the_merge_is_not_saved_for_the_record_that_went(
    doubles, li_min, zhou_ting
):
    gone, kept = doubles
    order = draft_order(actor=li_min, customer=gone)
    head = OrderHead(customer=gone)
    merge(zhou_ting, gone, kept)

    with pytest.raises(BusinessError) as refusal:
        order_save_draft(actor=li_min, order=order, head=head, lines=[], at=noon(FRIDAY))
    with pytest.raises(BusinessError) as second:
        order_create(actor=li_min, head=head, lines=[], at=noon(FRIDAY))

    assert (refusal.value.code, second.value.code) == ("merged", "merged")
    order.refresh_from_db()
    assert order.customer == kept


def test_a_merged_record_is_reached_in_one_step(doubles, zhou_ting):
    gone, kept = doubles
    last = CustomerFactory(name="海润集团")

    merge(zhou_ting, gone, kept)
    merge(zhou_ting, kept, last)

    gone.refresh_from_db()
    assert gone.merged_into == last
    assert last.orders.count() == 2


def test_money_is_not_taken_for_a_merged_record(doubles, li_min, zhou_ting):
    gone, kept = doubles
    merge(zhou_ting, gone, kept)

    with pytest.raises(BusinessError) as refusal:
        receipt_register(
            actor=li_min, customer=gone, amount=D(1), received_on=FRIDAY, at=noon(FRIDAY)
        )

    assert refusal.value.code == "merged"
