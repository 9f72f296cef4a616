"""Business time is Shanghai time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.clock import FIRST_DAY, business_date, day_of, end_of, start_of


def test_the_business_day_begins_at_midnight_in_shanghai() -> None:
    assert business_date(datetime(2026, 3, 31, 15, 59, 59, tzinfo=UTC)) == date(2026, 3, 31)
    assert business_date(datetime(2026, 3, 31, 16, 0, tzinfo=UTC)) == date(2026, 4, 1)


def test_a_day_holds_its_instants_and_not_the_next_midnight() -> None:
    day = date(2026, 12, 31)
    assert start_of(day) == datetime(2026, 12, 30, 16, 0, tzinfo=UTC)
    assert end_of(day) == start_of(date(2027, 1, 1))
    assert business_date(end_of(day) - timedelta(microseconds=1)) == day


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        business_date(datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize("text", [None, "", "x", "0001-01-01", "9999-12-31", FIRST_DAY.isoformat()])
def test_a_day_nobody_does_business_on_is_the_other_one(text: str | None) -> None:
    assert day_of(text, date(2026, 11, 20)) == date(2026, 11, 20)
    assert day_of("1996-07-04", date(2026, 11, 20)) == date(1996, 7, 4)
