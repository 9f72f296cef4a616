"""Working days follow the announced calendar, and say when nothing is announced."""

import json
import os
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core import calendar
from core.clock import SHANGHAI
from core.models import CalendarDay, CalendarYear, OfficeHours

pytestmark = pytest.mark.django_db
REAL = Path(os.environ.get("REAL_DATA_DIR", Path(settings.BASE_DIR) / "../shared/data"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-01-01", False),  # 元旦, a Thursday
        ("2026-01-04", True),  # make-up Sunday
        ("2026-02-17", False),  # 春节
        ("2026-02-28", True),  # make-up Saturday
        ("2026-03-02", True),
        ("2026-03-07", False),
        ("2024-02-09", True),  # 除夕: leave is only encouraged
    ],
)
def test_holidays_and_make_up_days_are_known(day: str, works: bool) -> None:
    assert calendar.is_working_day(date.fromisoformat(day)) is works


def test_deadlines_skip_the_spring_festival() -> None:
    assert calendar.add_working_days(date(2026, 2, 13), 3) == date(2026, 2, 25)
    assert calendar.add_working_days(date(2026, 2, 25), -3) == date(2026, 2, 13)
    assert calendar.add_working_days(date(2026, 2, 21), 0) == date(2026, 2, 24)
    assert calendar.working_days_between(date(2026, 2, 13), date(2026, 2, 25)) == 3
    assert calendar.working_days_between(date(2026, 2, 25), date(2026, 2, 13)) == -3


@given(start=st.dates(date(2024, 1, 1), date(2027, 12, 31)), n=st.integers(1, 40))
@hypothesis_settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_adding_and_counting_agree(start: date, n: int) -> None:
    end = calendar.add_working_days(start, n)
    assert calendar.is_working_day(end)
    assert calendar.working_days_between(start, end) == n


def test_a_year_not_announced_counts_monday_to_friday_and_is_warned_of_from_november() -> None:
    assert not calendar.is_announced(2027)
    assert calendar.is_working_day(date(2027, 1, 1))
    assert calendar.unannounced(date(2026, 10, 31)) == []
    assert calendar.unannounced(date(2026, 11, 1)) == [2027]


def test_an_edit_is_seen_at_once() -> None:
    day = date(2027, 1, 1)
    assert calendar.is_working_day(day)
    row = CalendarDay.objects.create(on=day, is_working=False, name="元旦")
    CalendarYear.objects.create(year=2027, is_announced=True)
    assert not calendar.is_working_day(day)
    assert calendar.is_announced(2027)
    row.delete()
    assert calendar.is_working_day(day)


def test_loading_a_year_again_keeps_what_was_edited_and_tells_whoever_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[int] = []
    monkeypatch.setattr(
        calendar.changed, "_receivers", [lambda **facts: told.append(facts["year"])]
    )
    CalendarDay.objects.filter(on=date(2026, 10, 1)).update(is_working=True, is_edited=True)
    CalendarDay.objects.filter(on=date(2026, 10, 2)).delete()
    call_command("load_calendar", "--year", "2026", "--year", "2031")
    assert calendar.is_working_day(date(2026, 10, 1))
    assert not calendar.is_working_day(date(2026, 10, 2))
    assert told == [2026, 2031]
    assert calendar.is_announced(2026)
    assert not calendar.is_announced(2031)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-03-02 08:30", "2026-03-02 17:30", 450),
        ("2026-03-02 11:00", "2026-03-02 14:00", 90),
        ("2026-03-06 17:00", "2026-03-09 09:00", 60),
        ("2026-03-07 09:00", "2026-03-08 12:00", 0),
        ("2026-03-02 14:00", "2026-03-02 11:00", -90),
        ("2026-02-13 16:30", "2026-02-24 09:30", 60 + 450 + 60),  # the 14th is a make-up day
    ],
)
def test_minutes_count_in_office_hours(start: str, end: str, minutes: int) -> None:
    assert calendar.working_minutes_between(at(start), at(end)) == minutes


def test_a_deadline_in_office_hours() -> None:
    assert calendar.add_working_minutes(at("2026-03-06 17:00"), 60) == at("2026-03-09 09:00")
    assert calendar.add_working_minutes(at("2026-03-02 11:30"), 30) == at("2026-03-02 12:00")
    assert calendar.add_working_minutes(at("2026-03-07 11:30"), 0) == at("2026-03-09 08:30")
    with pytest.raises(ValueError, match="forward"):
        calendar.add_working_minutes(at("2026-03-02 11:30"), -1)


def test_office_hours_are_edited_and_do_not_overlap() -> None:
    OfficeHours.objects.create(starts=time(9), ends=time(18))
    assert calendar.working_minutes_between(at("2026-03-02 08:00"), at("2026-03-02 20:00")) == 540
    with pytest.raises(ValidationError):
        OfficeHours(starts=time(17), ends=time(19)).full_clean()
    OfficeHours(starts=time(18), ends=time(19)).full_clean()


@pytest.mark.realdata
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_agrees_with_the_notice_of_the_state_council(year: int) -> None:
    path = REAL / "calendar_cn" / f"{year}.json"
    if not path.exists():
        pytest.skip(f"REAL DATA ABSENT: {path}")
    notice: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    off = {date.fromisoformat(day["date"]): day["isOffDay"] for day in notice["days"]}
    day = date(year, 1, 1)
    while day.year == year:
        expected = not off[day] if day in off else day.weekday() < 5
        assert calendar.is_working_day(day) is expected, day
        day += timedelta(days=1)
