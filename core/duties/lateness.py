"""Late by how long: in working days, the days of leave left out."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from core.calendar import is_working_day
from core.clock import business_date
from core.people import Absence

_DAY = timedelta(days=1)
_MOST = 999


def late_days(due_at: datetime, at: datetime, away: Iterable[Absence] = ()) -> int:
    """Working days after the due day, up to and with today; on the due day itself none."""
    if at <= due_at:
        return 0
    gone = [(absence.from_on, absence.to_on) for absence in away]
    day, last, late = business_date(due_at) + _DAY, business_date(at), 0
    while day <= last and late < _MOST:
        is_away = any(from_on <= day <= to_on for from_on, to_on in gone)
        late += is_working_day(day) and not is_away
        day += _DAY
    return late


def deputy_on(day: date, away: Iterable[Absence]) -> int | None:
    """Who stands in on that day, if the person is away."""
    return next((each.deputy for each in away if each.from_on <= day <= each.to_on), None)
