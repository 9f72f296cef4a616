"""Loading announced years from the seed."""

from datetime import date

from chinese_calendar import constants
from django.db import transaction

from core.hooks import Hook
from core.models import CalendarDay, CalendarYear

from .counting import forget

# Run with ``year`` inside the transaction that changed the days of that year: whoever keeps open
# deadlines counts them again.
changed = Hook("core.calendar_changed")
_NAMES = {holiday.value: holiday.chinese for holiday in constants.Holiday}
_OLDEST = 2015


def seeded_years() -> list[int]:
    """The years the seed knows."""
    last = max(constants.holidays).year
    return list(range(_OLDEST, last + 1))


@transaction.atomic
def load_year(year: int) -> int:
    """Write the days of the year anew, except those edited by hand; how many days depart.

    A year the seed does not know is kept as not announced, and loses nothing.
    """
    days = _seed(year)
    row, _created = CalendarYear.objects.get_or_create(year=year)
    if days:
        CalendarDay.objects.filter(on__year=year, is_edited=False).delete()
        CalendarDay.objects.bulk_create(days, ignore_conflicts=True)
        row.is_announced = True
        row.source = "chinesecalendar"
        row.save()
    forget()
    changed.run(year=year)
    return len(days)


def load_missing() -> None:
    """Load every year of the seed that is not there yet, set-based: a new database has holidays."""
    there = set(CalendarYear.objects.values_list("year", flat=True))
    missing = [year for year in seeded_years() if year not in there]
    if not missing:
        return
    with transaction.atomic():
        CalendarYear.objects.bulk_create(
            CalendarYear(year=year, is_announced=True, source="chinesecalendar") for year in missing
        )
        CalendarDay.objects.bulk_create(
            [day for year in missing for day in _seed(year)], ignore_conflicts=True
        )
    forget()


def _seed(year: int) -> list[CalendarDay]:
    """The days of the year that depart from Monday to Friday; all that a notice names."""
    named: dict[date, tuple[bool, str]] = {
        on: (False, name) for on, name in constants.holidays.items() if on.year == year
    }
    named |= {on: (True, name) for on, name in constants.workdays.items() if on.year == year}
    return [
        CalendarDay(on=on, is_working=works, name=_NAMES.get(name, name))
        for on, (works, name) in sorted(named.items())
    ]
