"""A quarter is confirmed by whose it is, checked by finance, and put up anew when it changes."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from core.errors import BusinessError, NotAllowed
from reports.enums import ResultStatus
from reports.factories import SalesPlanFactory
from reports.models import QuarterResult, Report
from reports.services import (
    quarter_result_answer,
    quarter_result_check,
    quarter_result_confirm,
    quarter_result_dispute,
    quarter_results_make,
)

AT = datetime(2026, 10, 1, 1, tzinfo=UTC)
S = ResultStatus
pytestmark = pytest.mark.django_db


def quarterly(revision=1, **amounts):
    """A frozen quarter with a row of each of these people."""
    rows = [
        {"key": name, "label": name, "amount": amount, "receipts": "300.00", "orders": 3}
        for name, amount in amounts.items()
    ]
    return Report.objects.create(
        kind="quarterly",
        from_on=date(2026, 7, 1),
        to_on=date(2026, 9, 30),
        revision=revision,
        figures={"sections": {"salesperson": [*rows, {"key": "", "amount": "9.00"}]}},
        digest="0" * 64,
        frozen_at=AT,
    )


def put_up(report):
    return quarter_results_make(actor=None, report=report, at=AT)


@pytest.fixture
def wangs(wang_jianguo, zhao_lei):
    """The quarter of Wang Jianguo, beside one of Zhao Lei."""
    mine, _other = put_up(quarterly(wang_jianguo="1200.50", zhao_lei="77.00"))
    return mine


def refused(command, **facts):
    with pytest.raises(BusinessError) as refusal:
        command(at=AT, **facts)
    return refusal.value


def test_each_row_of_a_person_is_put_up_with_the_plan_of_its_three_months(wang_jianguo, zhao_lei):
    for month, amount in ((6, "50"), (7, "100"), (8, "200.50"), (9, "300"), (10, "400")):
        SalesPlanFactory(
            month_on=date(2026, month, 1), salesperson=wang_jianguo, amount=Decimal(amount)
        )
    made = put_up(quarterly(wang_jianguo="1200.50", zhao_lei="77.00"))
    assert [
        (each.salesperson, each.amount, each.received_amount, each.planned_amount, each.orders)
        for each in made
    ] == [
        (wang_jianguo, Decimal("1200.50"), Decimal("300.00"), Decimal("600.50"), 3),
        (zhao_lei, Decimal("77.00"), Decimal("300.00"), None, 3),
    ]
    assert made[0].quarter == "2026 Q3"


def test_asked_again_nothing_is_put_up_twice(wangs):
    assert put_up(wangs.report) == []
    assert QuarterResult.objects.count() == 2


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "monthly"},
        {"basis": "invoice"},
        {"includes_tax": False},
        {"includes_returns": False},
    ],
)
def test_other_reports_have_nothing_to_confirm(wang_jianguo, facts):
    report = quarterly(wang_jianguo="5.00")
    Report.objects.filter(pk=report.pk).update(**facts)
    report.refresh_from_db()
    assert put_up(report) == []


def test_a_correction_puts_up_what_differs_and_replaces_what_stood(wangs, wang_jianguo, zhao_lei):
    quarter_result_confirm(actor=wang_jianguo, quarter_result=wangs, at=AT)

    [anew] = put_up(quarterly(2, wang_jianguo="1100.50", zhao_lei="77.00"))

    wangs.refresh_from_db()
    assert (wangs.status, anew.status, anew.amount) == (S.REPLACED, S.ASKED, Decimal("1100.50"))
    assert zhao_lei.quarter_results.get().report == wangs.report
    assert put_up(wangs.report) == []  # told late of the former revision


def test_who_has_no_row_any_more_has_nothing_to_confirm(wangs, zhao_lei):
    put_up(quarterly(2, wang_jianguo="1200.50"))
    assert zhao_lei.quarter_results.get().status == S.REPLACED


def test_only_the_salesperson_confirms_or_disputes(wangs, zhao_lei, zhou_ting, fang_wen):
    for actor in (zhao_lei, zhou_ting, fang_wen):
        for command, facts in (
            (quarter_result_confirm, {}),
            (quarter_result_dispute, {"reason": "少了一单"}),
        ):
            refusal = refused(command, actor=actor, quarter_result=wangs, **facts)
            assert isinstance(refusal, NotAllowed)
    wangs.refresh_from_db()
    assert wangs.status == S.ASKED


def test_a_dispute_is_answered_and_asked_again(wangs, wang_jianguo, zhou_ting):
    facts = {"quarter_result": wangs}
    assert refused(quarter_result_dispute, actor=wang_jianguo, reason=" ", **facts).code == "reason"
    quarter_result_dispute(actor=wang_jianguo, reason="少了一单", at=AT, **facts)
    row = quarter_result_answer(actor=zhou_ting, reason="那单是 10 月的", at=AT, **facts)
    assert (row.status, row.dispute, row.answer) == (S.ASKED, "少了一单", "那单是 10 月的")
    row = quarter_result_confirm(actor=wang_jianguo, at=AT + timedelta(hours=1), **facts)
    assert (row.status, row.confirmed_at) == (S.CONFIRMED, AT + timedelta(hours=1))


def test_a_manager_does_not_answer_a_dispute_of_their_own(fang_wen):
    [mine] = put_up(quarterly(fang_wen="5.00"))
    quarter_result_dispute(actor=fang_wen, quarter_result=mine, reason="少了", at=AT)
    refusal = refused(quarter_result_answer, actor=fang_wen, quarter_result=mine, reason="没少")
    assert refusal.code == "two_pairs"


def test_finance_explains_what_differs(wangs, wang_jianguo, sun_xiaoyan):
    facts = {"actor": sun_xiaoyan, "quarter_result": wangs}
    booked = {"booked_amount": Decimal("1190.50")}
    assert refused(quarter_result_check, **facts, **booked, remark="x").code == "illegal_move"
    quarter_result_confirm(actor=wang_jianguo, quarter_result=wangs, at=AT)
    assert refused(quarter_result_check, **facts, **booked).field == "remark"
    row = quarter_result_check(**facts, **booked, remark="运费另记", at=AT)
    assert (row.status, row.difference, row.checked_by) == (
        S.CHECKED,
        Decimal("-10.00"),
        sun_xiaoyan,
    )


def test_what_agrees_needs_no_words(wangs, wang_jianguo, sun_xiaoyan):
    quarter_result_confirm(actor=wang_jianguo, quarter_result=wangs, at=AT)
    row = quarter_result_check(
        actor=sun_xiaoyan, quarter_result=wangs, booked_amount=Decimal("1200.50"), at=AT
    )
    assert (row.status, row.difference) == (S.CHECKED, Decimal("0.00"))


def test_it_waits_in_the_inbox_of_whose_turn_it_is(
    wangs, wang_jianguo, wang_jianguo_client, zhou_ting_client, sun_xiaoyan_client
):
    address = reverse("reports:quarter_result_detail", args=[wangs.pk])

    def waits(client, words):
        return words in client.get("/").content.decode()

    assert waits(wang_jianguo_client, address)
    quarter_result_dispute(actor=wang_jianguo, quarter_result=wangs, reason="少了一单", at=AT)
    assert not waits(wang_jianguo_client, address)
    assert waits(zhou_ting_client, "少了一单")
    assert not waits(sun_xiaoyan_client, "待与财务账核对")
    QuarterResult.objects.filter(pk=wangs.pk).update(status=S.CONFIRMED)
    assert waits(sun_xiaoyan_client, "待与财务账核对")


def test_the_page_offers_each_their_own_word(
    wangs, wang_jianguo_client, zhao_lei_client, fang_wen_client
):
    address = reverse("reports:quarter_result_detail", args=[wangs.pk])
    confirm = reverse("reports:quarter_result_confirm", args=[wangs.pk])
    assert zhao_lei_client.get(address).status_code == 404
    assert confirm not in fang_wen_client.get(address).content.decode()
    assert confirm in wang_jianguo_client.get(address).content.decode()
    assert wang_jianguo_client.post(confirm).status_code == 302
    wangs.refresh_from_db()
    assert wangs.status == S.CONFIRMED
