"""Months come from one table, and a closed one stays closed."""

import threading
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from core import periods
from core.errors import BusinessError
from core.models import AuditEntry, ClosingRule, Period
from core.periods import LEDGERS, PeriodClosed, Span, last_year_span, previous_span, span

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 3, 1, 0, tzinfo=UTC)


def test_without_a_rule_a_period_is_a_calendar_month() -> None:
    period = periods.period_of(date(2024, 2, 29))
    assert (period.code, period.from_on, period.to_on) == (
        "2024-02",
        date(2024, 2, 1),
        date(2024, 2, 29),
    )
    assert Period.objects.filter(year=2024).count() == 12


def test_a_closing_day_ends_the_month_early() -> None:
    ClosingRule.objects.create(from_year=2020, from_month=1, closing_day=25)
    assert periods.period_of(date(2026, 3, 25)).code == "2026-03"
    assert periods.period_of(date(2026, 3, 26)).code == "2026-04"
    assert periods.period_of(date(2026, 12, 26)).code == "2027-01"
    assert span("quarterly", date(2026, 3, 26)) == Span(date(2026, 3, 26), date(2026, 6, 25))
    assert span("yearly", date(2025, 12, 31)) == Span(date(2025, 12, 26), date(2026, 12, 25))


def test_a_changed_rule_leaves_no_gap() -> None:
    ClosingRule.objects.create(from_year=2026, from_month=6, closing_day=20)
    made = periods.ensure(2026)
    assert made[4].to_on == date(2026, 5, 31)
    assert (made[5].from_on, made[5].to_on) == (date(2026, 6, 1), date(2026, 6, 20))
    assert (made[6].from_on, made[6].to_on) == (date(2026, 6, 21), date(2026, 7, 20))
    assert periods.ensure(2026) == made


@pytest.mark.parametrize(
    ("kind", "here", "before", "last_year"),
    [
        ("daily", ("2026-03-31", "2026-03-31"), ("2026-03-30",) * 2, ("2025-03-31",) * 2),
        (
            "weekly",
            ("2026-03-30", "2026-04-05"),
            ("2026-03-23", "2026-03-29"),
            ("2025-03-31", "2025-04-06"),
        ),
        (
            "monthly",
            ("2026-03-01", "2026-03-31"),
            ("2026-02-01", "2026-02-28"),
            ("2025-03-01", "2025-03-31"),
        ),
        (
            "quarterly",
            ("2026-01-01", "2026-03-31"),
            ("2025-10-01", "2025-12-31"),
            ("2025-01-01", "2025-03-31"),
        ),
        (
            "yearly",
            ("2026-01-01", "2026-12-31"),
            ("2025-01-01", "2025-12-31"),
            ("2025-01-01", "2025-12-31"),
        ),
    ],
)
def test_spans_before_and_a_year_before(
    kind: str, here: tuple[str, str], before: tuple[str, str], last_year: tuple[str, str]
) -> None:
    on = date(2026, 3, 31)

    def days(pair: tuple[str, str]) -> Span:
        return Span(date.fromisoformat(pair[0]), date.fromisoformat(pair[1]))

    assert span(kind, on) == days(here)
    assert previous_span(kind, on) == days(before)
    assert last_year_span(kind, on) == days(last_year)


def test_a_leap_day_has_its_day_a_year_before() -> None:
    assert last_year_span("daily", date(2024, 2, 29)).from_on == date(2023, 2, 28)


def test_an_unknown_span_or_ledger_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="hourly"):
        span("hourly", date(2026, 3, 31))
    with pytest.raises(ValueError, match="wages"):
        periods.guard(date(2026, 3, 31), "wages")


def test_a_closed_ledger_refuses_movements_dated_in_it(sun_xiaoyan: User) -> None:
    march = periods.period_of(date(2026, 3, 31))
    periods.close(actor=sun_xiaoyan, period=march, ledger="money", at=AT)
    with pytest.raises(PeriodClosed, match="2026-03"):
        periods.guard(date(2026, 3, 1), "money")
    periods.guard(date(2026, 3, 1), "stock")
    periods.guard(date(2026, 4, 1), "money")


def test_what_lies_before_a_closed_month_is_closed_but_to_an_archive(sun_xiaoyan: User) -> None:
    march, february = (periods.period_of(date(2026, month, 10)) for month in (3, 2))
    periods.close(actor=sun_xiaoyan, period=march, ledger="money", at=AT)

    for day in (date(2026, 2, 28), date(2025, 12, 31), date(2004, 11, 20)):
        with pytest.raises(PeriodClosed, match=f"{day:%Y-%m}"):
            periods.guard(day, "money")
        periods.guard(day, "money", is_historical=True)
        periods.guard(day, "stock")
    with pytest.raises(PeriodClosed):
        periods.guard(date(2026, 3, 1), "money", is_historical=True)
    periods.reopen(actor=sun_xiaoyan, period=february, ledger="money", at=AT, reason="bank")
    periods.guard(date(2026, 2, 28), "money")
    assert periods.closed_ledgers(february) == set()
    assert periods.closed_spans("money") == [(date(2026, 3, 1), date(2026, 3, 31))]


def test_a_reopened_month_is_open_among_closed_ones_until_it_is_closed_again(
    sun_xiaoyan: User,
) -> None:
    january, february = (periods.period_of(date(2026, month, 10)) for month in (1, 2))
    for period in (january, february):
        periods.close(actor=sun_xiaoyan, period=period, ledger="money", at=AT)

    periods.reopen(actor=sun_xiaoyan, period=january, ledger="money", at=AT, reason="bank")
    periods.guard(date(2026, 1, 31), "money")
    periods.close(actor=sun_xiaoyan, period=january, ledger="money", at=AT)
    with pytest.raises(PeriodClosed, match="2026-01"):
        periods.guard(date(2026, 1, 31), "money")


@pytest.mark.parametrize("day", [date.min, date(26, 11, 20), date(1989, 12, 31)])
def test_a_year_of_two_digits_is_no_business_day(day: date) -> None:
    with pytest.raises(PeriodClosed, match=f"{day.isoformat()}"):
        periods.guard(day, "money", is_historical=True)
    assert not Period.objects.filter(year__lt=1990).exists()


def test_the_last_ledger_closes_the_period_and_the_trail_remembers(sun_xiaoyan: User) -> None:
    march = periods.period_of(date(2026, 3, 31))
    for ledger in LEDGERS:
        periods.close(actor=sun_xiaoyan, period=march, ledger=ledger, at=AT)
        periods.close(actor=sun_xiaoyan, period=march, ledger=ledger, at=AT)
    assert march.state == Period.State.CLOSED
    with pytest.raises(BusinessError):
        periods.reopen(actor=sun_xiaoyan, period=march, ledger="money", at=AT, reason=" ")
    periods.reopen(actor=sun_xiaoyan, period=march, ledger="money", at=AT, reason="bank")
    periods.guard(date(2026, 3, 1), "money")
    assert "stock" in periods.closed_ledgers(march)
    march.refresh_from_db()
    assert march.state == Period.State.OPEN
    assert [entry.verb for entry in AuditEntry.objects.about(march)] == [
        "period_reopened",
        "period_closed",
        "period_closed",
        "period_closed",
    ]


@pytest.mark.slow
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one writer in")
@pytest.mark.django_db(transaction=True)
def test_closing_waits_for_the_movement_under_way(sun_xiaoyan: User) -> None:
    march = periods.period_of(date(2026, 3, 31))
    order: list[str] = []

    def close() -> None:
        try:
            periods.close(actor=sun_xiaoyan, period=march, ledger="money", at=AT)
            order.append("closed")
        finally:
            connection.close()

    thread: Any = threading.Thread(target=close)
    with transaction.atomic():
        periods.guard(date(2026, 3, 31), "money")
        thread.start()
        thread.join(timeout=0.3)
        order.append("moved")
    thread.join(timeout=10)
    assert order == ["moved", "closed"]
