"""Credits set against what is owed: no money moves, and any past day can still be asked."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from core.errors import BusinessError
from orders.enums import ReceivableSource
from orders.factories import ReceivableFactory
from orders.models import Receivable
from orders.selectors.account import customer_account
from orders.selectors.receivables import receivables_at, total_of
from orders.services import AllocationRow, receivable_net, receivable_unnet

D = Decimal
TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def items(db, wang_jianguo):
    """Two things owed and a credit of 150 of the same customer."""
    facts = {"salesperson": wang_jianguo, "order": None, "arose_on": TODAY - timedelta(days=40)}
    old = ReceivableFactory(
        amount=D("100.00"), open_amount=D("100.00"), due_on=TODAY - timedelta(days=10), **facts
    )
    new = ReceivableFactory(
        customer=old.customer,
        amount=D("300.00"),
        open_amount=D("300.00"),
        due_on=TODAY + timedelta(days=10),
        **facts,
    )
    credit = ReceivableFactory(
        customer=old.customer,
        source=ReceivableSource.RETURN,
        amount=D("-150.00"),
        open_amount=D("-150.00"),
        due_on=TODAY,
        **{**facts, "arose_on": TODAY - timedelta(days=5)},
    )
    return old, new, credit


def open_amounts():
    return list(Receivable.objects.order_by("pk").values_list("open_amount", flat=True))


def test_a_credit_settles_the_oldest_due_first_and_the_sum_owed_stays(items, li_min):
    old, _new, credit = items

    receivable_net(actor=li_min, receivable=credit, on=TODAY, at=AT)

    assert open_amounts() == [D("0.00"), D("250.00"), D("0.00")]
    assert total_of(receivables_at(TODAY)).outstanding == D("250.00")
    assert total_of(receivables_at(TODAY)).overdue == D("0.00")
    yesterday = total_of(receivables_at(TODAY - timedelta(days=1)))
    assert (yesterday.outstanding, yesterday.overdue) == (D("250.00"), D("100.00"))
    account = customer_account(old.customer, TODAY, TODAY)
    assert (account.opening, account.entries, account.closing) == (D("250.00"), [], D("250.00"))


def test_a_credit_is_set_by_hand_within_both_sides(items, li_min):
    _old, new, credit = items
    with pytest.raises(BusinessError) as refusal:
        receivable_net(
            actor=li_min,
            receivable=credit,
            rows=[AllocationRow(new, D("150.01"))],
            on=TODAY,
            at=AT,
        )
    assert refusal.value.code == "over_credit"

    receivable_net(
        actor=li_min, receivable=credit, rows=[AllocationRow(new, D("150"))], on=TODAY, at=AT
    )
    assert open_amounts() == [D("100.00"), D("150.00"), D("0.00")]

    with pytest.raises(BusinessError) as refusal:
        receivable_net(actor=li_min, receivable=credit, on=TODAY, at=AT)
    assert refusal.value.code == "no_credit"


def test_what_was_netted_is_taken_back_once(items, li_min):
    _old, _new, credit = items
    receivable_net(actor=li_min, receivable=credit, on=TODAY - timedelta(days=2), at=AT)

    receivable_unnet(actor=li_min, receivable=credit, on=TODAY, reason="弄错", at=AT)

    assert open_amounts() == [D("100.00"), D("300.00"), D("-150.00")]
    with pytest.raises(BusinessError) as refusal:
        receivable_unnet(actor=li_min, receivable=credit, on=TODAY, reason="弄错", at=AT)
    assert refusal.value.code == "nothing_settled"


def test_what_was_left_again_later_is_not_netted_on_an_earlier_day(items, li_min):
    _old, new, credit = items
    before, earlier = TODAY - timedelta(days=2), TODAY - timedelta(days=1)
    facts = {"actor": li_min, "receivable": credit, "at": AT}
    receivable_net(on=before, rows=[AllocationRow(new, D("100.00"))], **facts)
    receivable_unnet(on=TODAY, reason="x", **facts)

    with pytest.raises(BusinessError) as refusal:
        receivable_net(on=earlier, rows=[AllocationRow(new, D("50.01"))], **facts)
    assert refusal.value.code == "over_credit"
    receivable_net(on=TODAY, rows=[AllocationRow(new, D("150.00"))], **facts)
    assert open_amounts() == [D("100.00"), D("150.00"), D("0.00")]


def test_a_credit_before_it_arose_and_somebody_elses_item_are_refused(items, li_min):
    _old, _new, credit = items
    early = credit.arose_on - timedelta(days=1)
    with pytest.raises(BusinessError) as refusal:
        receivable_net(actor=li_min, receivable=credit, on=early, at=AT)
    assert refusal.value.code == "arose_later"

    foreign = ReceivableFactory(amount=D("9.00"), open_amount=D("9.00"))
    with pytest.raises(BusinessError) as refusal:
        receivable_net(
            actor=li_min,
            receivable=credit,
            rows=[AllocationRow(foreign, D("9"))],
            on=TODAY,
            at=AT,
        )
    assert refusal.value.code == "over_open"
