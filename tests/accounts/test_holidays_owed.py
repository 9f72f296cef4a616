"""Administrators are asked for the holidays of the next year from November on."""

from datetime import UTC, datetime

import pytest

from core import calendar, duties
from core.models import CalendarYear, Duty

OCTOBER, NOVEMBER = (datetime(2026, month, 2, 2, tzinfo=UTC) for month in (10, 11))


@pytest.fixture
def only_2026(db):
    CalendarYear.objects.exclude(year=2026).delete()
    CalendarYear.objects.update_or_create(year=2026, defaults={"is_announced": True})
    calendar.changed.run(year=2026)


def open_duties():
    rows = Duty.objects.open().filter(kind="accounts.holidays")
    return [(row.person.username, row.title, f"{row.due_at:%Y-%m-%d %H:%M}") for row in rows]


def test_the_next_years_holidays_are_owed_from_november(only_2026, tang_wei, li_min):
    duties.refresh(OCTOBER)
    assert open_duties() == []

    duties.refresh(NOVEMBER)
    assert open_duties() == [("tang_wei", "2027 年的节假日", "2026-12-15 09:30")]


def test_the_duty_is_done_when_the_year_is_entered(only_2026, tang_wei):
    duties.refresh(NOVEMBER)
    CalendarYear.objects.create(year=2027, is_announced=True)
    calendar.changed.run(year=2027)

    duties.refresh(NOVEMBER)

    assert open_duties() == []
