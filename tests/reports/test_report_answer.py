"""A report equals an independent computation over the documents' movements."""

import json
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from core.errors import NotAllowed
from core.models import ClosingRule
from orders.enums import BASIS_MOVEMENTS, BASIS_RETURNS, Basis
from orders.models import SalesMovement
from orders.services.facts import facts_mark
from reports.models import Report, SalesPlan
from reports.selectors import Question, digest_of
from reports.services import is_intact, report_build, report_freeze, report_revise

AT = datetime(2026, 3, 1, 10, 30, tzinfo=UTC)
FEBRUARY = ("2026-02-01", "2026-02-28")


def added_up(movements, first, last, basis, *, tax, returns):
    kinds = BASIS_MOVEMENTS[basis] + (BASIS_RETURNS[basis] if returns else ())
    sums = defaultdict(Decimal)
    for m in movements:
        if m.kind in kinds and first <= m.moved_on.isoformat() <= last:
            sums[m.salesperson.username] += m.gross_amount if tax else m.net_amount
    return sums


@pytest.mark.parametrize("basis", Basis.values)
@pytest.mark.parametrize("tax", [True, False])
@pytest.mark.parametrize("returns", [True, False])
def test_amounts_by_salesperson_equal_the_movements(movements, basis, tax, returns):
    question = Question("monthly", date(2026, 2, 10), basis, tax, returns, ("salesperson",))

    result = report_build(question=question)

    expected = added_up(movements, *FEBRUARY, basis, tax=tax, returns=returns)
    found = {row["key"]: Decimal(row["amount"]) for row in result["groups"] if row["orders"]}
    assert found == {key: expected[key] for key in found}
    assert Decimal(result["totals"]["amount"]) == sum(expected.values())
    before = added_up(movements, "2026-01-01", "2026-01-31", basis, tax=tax, returns=returns)
    assert Decimal(result["previous"]["amount"]) == sum(before.values())
    assert result["last_year"]["amount"] == "0.00"


def test_the_command_prints_stable_keys(movements):
    out = StringIO()

    call_command("build_report", "monthly", "--on", "2026-02-10", "--by", "region", stdout=out)

    result = json.loads(out.getvalue())
    assert list(result) == [
        "kind", "on", "from", "to", "basis", "tax", "returns", "by", "totals", "previous",
        "last_year", "plan", "groups", "digest",
    ]  # fmt: skip
    assert list(result["totals"]) == [
        "amount", "quantity", "cost", "gross_profit", "margin", "orders", "customers",
        "new_customers", "average_price", "receipts", "receivable",
    ]  # fmt: skip
    assert (result["from"], result["to"]) == FEBRUARY
    assert result["digest"] == digest_of(result)


def test_workbook_and_pdf_are_written(movements, tmp_path):
    book, paper = tmp_path / "r.xlsx", tmp_path / "r.pdf"

    call_command(
        "build_report", "monthly", "--on", "2026-02-10", "--by", "region", "--format", "xlsx",
        "-o", str(book),
    )  # fmt: skip
    call_command(
        "build_report", "monthly", "--on", "2026-02-10", "--format", "pdf", "-o", str(paper)
    )

    assert book.read_bytes()[:2] == b"PK"
    assert paper.read_bytes()[:4] == b"%PDF"


def test_a_period_is_frozen_once_and_stays_as_it_was(movements):
    question = Question("monthly", date(2026, 2, 10))
    first = report_freeze(actor=None, question=question, at=AT)
    late = SalesMovement.objects.filter(moved_on="2026-02-15").first() or movements[0]
    SalesMovement.objects.filter(pk=late.pk).update(moved_on=date(2026, 2, 15), net_amount=1)
    facts_mark([late.moved_on, date(2026, 2, 15)])

    again = report_freeze(actor=None, question=question, at=AT)

    assert again == first
    assert Report.objects.count() == 1
    assert is_intact(again)


def test_a_correction_is_the_next_revision_with_its_reason(movements, zhou_ting, li_min):
    first = report_freeze(actor=None, question=Question("monthly", date(2026, 2, 10)), at=AT)
    m = next(m for m in movements if m.kind == "confirmed" and m.moved_on.month == 2)
    SalesMovement.objects.filter(pk=m.pk).update(gross_amount=m.gross_amount + 100)
    facts_mark([m.moved_on])

    with pytest.raises(NotAllowed):
        report_revise(actor=li_min, report=first, reason="Order keyed twice", at=AT)
    revised = report_revise(actor=zhou_ting, report=first, reason="Order keyed twice", at=AT)

    first.refresh_from_db()
    assert (revised.revision, revised.revision_reason) == (2, "Order keyed twice")
    assert revised.amount - first.amount == 100
    assert is_intact(first)


def test_a_plan_is_measured_by_working_days(movements):
    person = movements[0].salesperson
    SalesPlan.objects.create(month_on=date(2026, 3, 1), salesperson=person, amount=220000)

    result = report_build(question=Question("daily", date(2026, 3, 6)))

    assert result["plan"]["amount"] == "220000.00"
    assert result["plan"]["to_date"] == "50000.00"


def planned_at(movements, kind, on, today):
    """Plan to date and actual of a report asked on a day, and the orders of the month up to it."""
    told = report_build(question=Question(kind, on, today=today))["plan"]
    added = added_up(
        movements, "2026-03-01", min(today, on).isoformat(), "order", tax=True, returns=True
    )
    return told["to_date"], Decimal(told["actual"]), sum(added.values())


def test_the_plan_of_a_running_period_counts_to_the_day_it_is_asked_on(movements):
    SalesPlan.objects.create(
        month_on=date(2026, 3, 1), salesperson=movements[0].salesperson, amount=220000
    )

    # March 2026 has 22 working days; five of them up to Friday the 6th, seven to Tuesday the 10th.
    monthly = planned_at(movements, "monthly", date(2026, 3, 31), date(2026, 3, 6))
    weekly = planned_at(movements, "weekly", date(2026, 3, 15), date(2026, 3, 10))
    over = planned_at(movements, "monthly", date(2026, 3, 31), date(2026, 6, 1))
    to_come = planned_at(movements, "monthly", date(2026, 3, 31), date(2026, 2, 20))

    assert [each[0] for each in (monthly, weekly, over, to_come)] == [
        "50000.00", "70000.00", "220000.00", "0.00",
    ]  # fmt: skip
    assert all(told == added for _plan, told, added in (monthly, weekly, over))
    assert to_come[1] == 0


def test_the_months_of_a_running_quarter_count_whole_and_the_running_one_to_the_day(movements):
    for month in (1, 2, 3):
        SalesPlan.objects.create(
            month_on=date(2026, month, 1), salesperson=movements[0].salesperson, amount=220000
        )

    told = report_build(question=Question("quarterly", date(2026, 3, 31), today=date(2026, 3, 6)))

    assert told["plan"]["to_date"] == "490000.00"
    added = added_up(movements, "2026-01-01", "2026-03-06", "order", tax=True, returns=True)
    assert Decimal(told["plan"]["actual"]) == sum(added.values())


@pytest.fixture
def closing_on_the_25th(movements):
    """April is 26 March to 25 April; the plans of four months."""
    ClosingRule.objects.create(from_year=2025, from_month=1, closing_day=25)
    for month, amount in ((2, 100000), (3, 220000), (4, 210000), (5, 900000)):
        SalesPlan.objects.create(
            month_on=date(2026, month, 1), salesperson=movements[0].salesperson, amount=amount
        )
    return movements


@pytest.mark.parametrize(
    ("kind", "on", "today", "first", "last", "amount", "to_date"),
    [
        # Over: the whole plan; its days are those of the period, not of the calendar month.
        ("monthly", "2026-04-25", "2026-06-01", "2026-03-26", "2026-04-25", 210000, 210000),
        # 26 March to 25 April 2026 is 21 working days (22 without Qingming), 4 up to 31 March.
        ("monthly", "2026-04-10", "2026-03-31", "2026-03-26", "2026-03-31", 210000, 40000),
        # A day after the closing day belongs to the month that begins.
        ("daily", "2026-03-27", "2026-03-27", "2026-03-26", "2026-03-27", 210000, 20000),
        ("quarterly", "2026-04-30", "2026-03-31", "2026-03-26", "2026-03-31", 1110000, 40000),
        ("quarterly", "2026-03-25", "2026-02-25", "2025-12-26", "2026-02-25", 320000, 100000),
    ],
)  # fmt: skip
def test_a_plan_counts_over_the_days_of_its_period_whatever_the_closing_day(
    closing_on_the_25th, kind, on, today, first, last, amount, to_date
):
    asked = Question(kind, date.fromisoformat(on), today=date.fromisoformat(today))
    told = report_build(question=asked)["plan"]

    added = sum(
        added_up(closing_on_the_25th, first, last, "order", tax=True, returns=True).values()
    )
    assert (Decimal(told["amount"]), Decimal(told["to_date"])) == (amount, to_date)
    assert added
    assert Decimal(told["actual"]) == added
    assert Decimal(told["achievement"]) == (added / amount).quantize(Decimal("0.0001"))
