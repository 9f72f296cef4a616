"""Customers asked for money: what was past due, what was promised, who goes on with it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import IntegrityError

from core.clock import SHANGHAI
from core.errors import BusinessError, NotAllowed
from core.models import AuditEntry
from core.ui import inbox, lists
from customers.factories import CustomerFactory
from customers.services import customers_merge
from orders.enums import AllocationKind, DunningChannel, PromiseState
from orders.factories import AllocationFactory, ReceiptFactory, ReceivableFactory, noon
from orders.menu.dunning import count_to_follow, rows_to_follow
from orders.models import Allocation, DunningStep, Receivable
from orders.selectors.dunning import overdue_of, with_promise
from orders.services import dunning_record, dunning_strike, receipt_register, receipt_reverse

D = Decimal
DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def customer(db, wang_jianguo):
    """Owes 300.00, of which 200.10 are past due since the 3rd and the 13th; 50.00 are credited."""
    found = CustomerFactory(name="衡南水务", owner=wang_jianguo, region=wang_jianguo.region)
    for amount, due in (("120.10", 13), ("80.00", 3), ("99.90", 30), ("-50.00", 1)):
        ReceivableFactory(
            customer=found,
            arose_on=date(2026, 10, 1),
            due_on=date(2026, 11, due),
            amount=D(amount),
        )
    return found


def recorded(actor, customer, on=MONDAY, at=None, **facts):
    facts = {"channel": DunningChannel.PHONE, "words": "财务说下周排款", **facts}
    return dunning_record(actor=actor, customer=customer, on=on, at=at or noon(on), **facts)


def promised(actor, customer, amount, until, on=MONDAY, **facts):
    return recorded(actor, customer, on, promised_amount=D(amount), promised_on=until, **facts)


def paid(actor, customer, amount, on, at=None):
    return receipt_register(
        actor=actor, customer=customer, amount=D(amount), received_on=on, at=at or noon(on)
    )


def state_of(step, today):
    return with_promise(DunningStep.objects.filter(pk=step.pk), today).get().promise_state


def refused(field):
    return pytest.raises(BusinessError, check=lambda error: error.field == field)


def listed(user, today=MONDAY, **params):
    rows = lists.find("dunning")(user=user, today=today, params=params)
    return rows, [dict(zip(rows.paths, values, strict=True)) for values in rows.rows.values]


def waiting(user):
    return [row.text for rows in inbox.Question(rows_to_follow(user)).rows() for row in rows]


def test_a_step_keeps_what_was_past_due_that_evening(customer, wang_jianguo):
    step = recorded(wang_jianguo, customer, next_on=MONDAY + 3 * DAY, next_step="上门")

    assert (step.overdue_amount, step.days_late) == (D("200.10"), 20)
    assert (step.salesperson, step.region) == (wang_jianguo, wang_jianguo.region)
    assert (step.created_by, step.history.count()) == (wang_jianguo, 1)
    assert AuditEntry.objects.about(step).get().verb == "orders.dunning_recorded"


def test_a_step_of_a_past_day_keeps_what_was_past_due_then(customer, li_min):
    item = Receivable.objects.get(amount=D("80.00"))
    AllocationFactory(
        receivable=item,
        kind=AllocationKind.WRITE_OFF,
        receipt=None,
        amount=D("30.00"),
        effective_on=date(2026, 11, 10),
    )
    Receivable.objects.filter(pk=item.pk).update(open_amount=D("50.00"))

    before = recorded(li_min, customer, date(2026, 11, 9), at=noon(MONDAY))
    after = recorded(li_min, customer, date(2026, 11, 10), at=noon(MONDAY))

    assert (before.overdue_amount, before.days_late) == (D("80.00"), 6)
    assert (after.overdue_amount, after.days_late) == (D("50.00"), 7)


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("on", {"on": MONDAY + DAY, "at": noon(MONDAY)}),
        ("channel", {"channel": "pigeon"}),
        ("words", {"words": "  "}),
        ("promised_on", {"promised_amount": D(1), "promised_on": MONDAY - DAY}),
        ("promised_on", {"promised_amount": D(1)}),
        ("promised_amount", {"promised_on": MONDAY}),
        ("promised_amount", {"promised_amount": D(0), "promised_on": MONDAY}),
        ("promised_amount", {"promised_amount": D("-3"), "promised_on": MONDAY}),
        ("next_on", {"next_step": "上门"}),
        ("next_on", {"next_on": MONDAY - DAY}),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(customer, li_min, field, facts):
    with refused(field):
        recorded(li_min, customer, **facts)
    assert not DunningStep.objects.exists()


def test_salespeople_ask_their_own_customers_and_nobody_without_amounts(
    customer, zhao_lei, he_ping, lin_yu, sun_xiaoyan
):
    for stranger in (zhao_lei, he_ping, lin_yu):
        with pytest.raises(NotAllowed):
            recorded(stranger, customer)

    assert recorded(sun_xiaoyan, customer).created_by == sun_xiaoyan


def test_steps_go_along_with_a_merge_and_none_is_written_for_what_went(customer, li_min, zhou_ting):
    step = recorded(li_min, customer)
    kept = CustomerFactory(name="衡南水务有限公司")
    customers_merge(actor=zhou_ting, customer=customer, into=kept, at=noon(MONDAY), reason="同一家")

    step.refresh_from_db()
    assert step.customer == kept
    with pytest.raises(BusinessError) as refusal:
        recorded(li_min, customer)
    assert refusal.value.code == "merged"


def test_a_wrong_step_is_struck_out_with_a_reason_and_counts_no_more(
    customer, wang_jianguo, li_min, zhou_ting
):
    step = promised(wang_jianguo, customer, "100", MONDAY, next_on=MONDAY)
    with pytest.raises(NotAllowed):
        dunning_strike(actor=li_min, dunning_step=step, reason="客户记错", at=noon(MONDAY))
    with refused("reason"):
        dunning_strike(actor=zhou_ting, dunning_step=step, reason=" ", at=noon(MONDAY))

    dunning_strike(actor=wang_jianguo, dunning_step=step, reason="客户记错", at=noon(MONDAY))

    step.refresh_from_db()
    assert (step.struck_by, step.strike_reason) == (wang_jianguo, "客户记错")
    assert (step.words, step.history.count()) == ("财务说下周排款", 2)
    _rows, (row,) = listed(li_min)
    assert (row["last_on"], row["promise_state"]) == (None, "")
    assert state_of(step, MONDAY + DAY) == ""
    with pytest.raises(BusinessError):
        dunning_strike(actor=zhou_ting, dunning_step=step, reason="又一次", at=noon(MONDAY))


def test_half_a_promise_is_refused_by_the_database_too(customer, li_min):
    step = recorded(li_min, customer)
    with pytest.raises(IntegrityError):
        DunningStep.objects.filter(pk=step.pk).update(promised_on=MONDAY)


def test_a_promise_is_open_until_its_day_is_over_then_broken(customer, li_min):
    step = promised(li_min, customer, "100", MONDAY + 2 * DAY)

    days = [MONDAY, MONDAY + 2 * DAY, MONDAY + 3 * DAY]
    assert [state_of(step, day) for day in days] == ["open", "open", "broken"]


def test_a_promise_is_kept_by_what_came_after_it_and_by_its_day(customer, li_min, zhou_ting):
    until = MONDAY + 2 * DAY
    paid(li_min, customer, "500", MONDAY - DAY)  # before it was made
    step = promised(li_min, customer, "100.10", until)
    paid(li_min, customer, "100.00", until)
    assert state_of(step, until + DAY) == PromiseState.BROKEN
    paid(li_min, customer, "0.10", until + DAY)  # too late
    assert state_of(step, until + DAY) == PromiseState.BROKEN
    last = paid(li_min, customer, "0.10", MONDAY + DAY, at=noon(until + DAY))
    assert state_of(step, until + DAY) == PromiseState.KEPT

    receipt_reverse(
        actor=zhou_ting, receipt=last, reason="票据退回", on=until + DAY, at=noon(until + DAY)
    )

    assert state_of(step, until + DAY) == PromiseState.BROKEN


def test_money_of_the_same_day_counts_when_it_was_registered_afterwards(customer, li_min):
    morning = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
    evening = datetime(2026, 11, 23, 17, tzinfo=SHANGHAI)
    paid(li_min, customer, "100", MONDAY, at=morning)
    step = promised(li_min, customer, "100", MONDAY)
    assert state_of(step, MONDAY) == PromiseState.OPEN

    paid(li_min, customer, "100", MONDAY, at=evening)

    assert state_of(step, MONDAY) == PromiseState.KEPT


def brute_force(today):
    """Past due and the oldest day by customer, row by row in plain Python."""
    owed: dict[int, tuple[Decimal, date]] = {}
    for item in Receivable.objects.all():
        settled = Allocation.objects.filter(receivable=item).values_list("amount", flat=True)
        left = item.amount - sum(settled, D(0))
        if left > 0 and item.due_on < today:
            amount, since = owed.get(item.customer_id, (D(0), item.due_on))
            owed[item.customer_id] = (amount + left, min(since, item.due_on))
    return owed


def test_the_list_agrees_with_a_plain_loop_to_the_cent(li_min):
    dice = Random(16)
    for _n in range(12):
        each = CustomerFactory()
        for _m in range(dice.randrange(1, 7)):
            amount = D(dice.randrange(1, 10**7)) / 100 * dice.choice((1, 1, 1, -1))
            part = (amount * dice.choice((0, 0, 1, 3, 10)) / 10).quantize(D("0.01"))
            item = ReceivableFactory(
                customer=each,
                due_on=MONDAY + dice.randrange(-120, 20) * DAY,
                amount=amount,
                open_amount=amount - part,
            )
            if part:
                AllocationFactory(
                    receivable=item, receipt=ReceiptFactory(customer=each), amount=part
                )
    expected = brute_force(MONDAY)

    rows, told = listed(li_min)

    assert {r["pk"]: (r["overdue_amount"], r["overdue_since"]) for r in told} == expected
    amounts = [r["overdue_amount"] for r in told]
    assert amounts == sorted(amounts, reverse=True)
    total = sum((amount for amount, _since in expected.values()), D(0))
    assert rows.totals()["overdue_amount"].quantize(D("0.01")) == total
    for pk, (amount, since) in expected.items():
        assert overdue_of(pk, MONDAY) == (amount, (MONDAY - since).days)


def test_the_list_says_how_and_when_each_was_asked_last(customer, li_min, wang_jianguo):
    never = ReceivableFactory(due_on=MONDAY - DAY).customer
    promised(li_min, customer, "100", MONDAY - 5 * DAY, on=MONDAY - 9 * DAY)
    recorded(wang_jianguo, customer, MONDAY - 7 * DAY, channel=DunningChannel.VISIT, next_on=MONDAY)

    _rows, (row,) = listed(li_min, customer_class=["none"], follow=["1"])

    assert (row["last_on"], row["last_channel"]) == (MONDAY - 7 * DAY, "visit")
    assert (row["promised_on"], row["promise_state"]) == (MONDAY - 5 * DAY, "broken")
    assert (row["next_on"], row["overdue_amount"]) == (MONDAY, D("200.10"))
    assert [r["pk"] for r in listed(li_min, broken=["1"])[1]] == [customer.pk]
    assert [r["pk"] for r in listed(li_min, never=["1"])[1]] == [never.pk]
    assert [r["pk"] for r in listed(wang_jianguo)[1]] == [customer.pk]


def test_a_next_step_waits_from_its_day_on_until_the_next_one_is_recorded(
    customer, li_min, wang_jianguo, zhao_lei, time_machine
):
    recorded(li_min, customer, next_on=MONDAY + DAY, next_step="再打电话")
    time_machine.move_to(noon(MONDAY))
    assert waiting(li_min) == []

    time_machine.move_to(noon(MONDAY + DAY))
    expected = ["衡南水务 · 继续催款"]
    assert [waiting(each) for each in (li_min, wang_jianguo, zhao_lei)] == [expected] * 2 + [[]]
    assert count_to_follow(li_min) == 1

    recorded(wang_jianguo, customer, MONDAY + DAY)
    assert (waiting(li_min), waiting(wang_jianguo), count_to_follow(li_min)) == ([], [], 0)


def test_a_broken_promise_waits_although_somebody_called_before_its_day(
    customer, li_min, wang_jianguo, time_machine
):
    until = MONDAY + 4 * DAY
    promised(wang_jianguo, customer, "200", until, next_on=MONDAY + DAY)
    recorded(wang_jianguo, customer, MONDAY + 2 * DAY)
    time_machine.move_to(noon(until))
    assert waiting(wang_jianguo) == []

    time_machine.move_to(noon(until + DAY))
    assert waiting(wang_jianguo) == ["衡南水务 · 付款承诺未兑现"]
    assert waiting(li_min) == []

    recorded(li_min, customer, until + DAY)
    assert waiting(wang_jianguo) == []


def test_nobody_is_asked_to_chase_a_customer_that_owes_nothing_late(customer, li_min, time_machine):
    recorded(li_min, customer, next_on=MONDAY)
    time_machine.move_to(noon(MONDAY))
    assert len(waiting(li_min)) == 1

    Receivable.objects.filter(customer=customer, amount__gt=0).update(open_amount=0)

    assert (waiting(li_min), listed(li_min)[1]) == ([], [])


def test_a_step_is_typed_on_the_account_and_stands_there(
    customer, wang_jianguo_client, time_machine
):
    time_machine.move_to(noon(MONDAY))
    account = f"/orders/customer/{customer.pk}/account/"
    typing = f"/orders/customer/{customer.pk}/dun/"
    assert typing in wang_jianguo_client.get(account).content.decode()
    assert 'value="2026-11-23"' in wang_jianguo_client.get(typing).content.decode()

    answer = wang_jianguo_client.post(
        typing,
        {
            "on": "2026-11-23",
            "channel": "wechat",
            "words": "承诺周五付清",
            "promised_amount": "200.10",
            "promised_on": "2026-11-27",
        },
    )

    assert (answer.status_code, answer.url) == (302, account)
    page = wang_jianguo_client.get(account).content.decode()
    for word in ("承诺周五付清", "2026-11-27", "微信", "未到期"):
        assert word in page
    record = wang_jianguo_client.get(f"/customers/customer/{customer.pk}/").content.decode()
    assert "承诺周五付清" in record


def test_the_letter_names_every_item_past_due_and_the_sum_in_words(
    customer, li_min_client, time_machine
):
    time_machine.move_to(noon(MONDAY))
    ReceiptFactory(customer=customer, amount=D("7.00"), received_on=MONDAY)

    page = li_min_client.get(f"/orders/customer/{customer.pk}/dunning-letter/").content.decode()

    for word in ("催款函", "衡南水务", "120.10", "80.00", "200.10", "贰佰元壹角", "7.00"):
        assert word in page
    assert "99.90" not in page
    past = li_min_client.get(
        f"/orders/customer/{customer.pk}/dunning-letter/?on=2026-11-10"
    ).content.decode()
    assert "120.10" not in past
