"""Making periods by rule."""

from calendar import monthrange
from datetime import date, timedelta

from django.db import transaction

from core.models import ClosingRule, Period

_DAY = timedelta(days=1)


def period_of(day: date) -> Period:
    """The period a day belongs to; made by rule when nobody needed it before."""
    found = _find(day)
    if found is None:
        ensure(day.year)
        found = _find(day)
    if found is None:
        # After the closing day of December.
        ensure(day.year + 1)
        found = _find(day)
    if found is None:
        raise LookupError(f"No period holds {day}: the periods of its year were edited apart.")
    return found


def touched(first: date, last: date) -> list[Period]:
    """The periods that the days from first to last lie in, in order; at most a year apart."""
    found = _touched(first, last)
    if not found or found[0].from_on > first or found[-1].to_on < last:
        period_of(first)
        period_of(last)
        found = _touched(first, last)
    return found


@transaction.atomic
def ensure(year: int) -> list[Period]:
    """The twelve periods of the year, those that are missing made by the closing rule.

    A period begins the day after the one before it ended, so that a changed rule leaves no gap.
    """
    there = {period.month: period for period in Period.objects.filter(year=year)}
    if len(there) == 12:
        return [there[month] for month in range(1, 13)]
    rules = list(ClosingRule.objects.order_by("from_year", "from_month"))
    before = Period.objects.filter(year=year - 1, month=12).first()
    previous = before.to_on if before else _closing(rules, year - 1, 12)
    for month in range(1, 13):
        if month not in there:
            there[month] = _make(year, month, previous + _DAY, _closing(rules, year, month))
        previous = there[month].to_on
    return [there[month] for month in range(1, 13)]


def _make(year: int, month: int, from_on: date, to_on: date) -> Period:
    return Period.objects.get_or_create(
        code=f"{year}-{month:02d}",
        defaults={"year": year, "month": month, "from_on": from_on, "to_on": to_on},
    )[0]


def _find(day: date) -> Period | None:
    return next(iter(_touched(day, day)), None)


def _touched(first: date, last: date) -> list[Period]:
    return list(Period.objects.filter(from_on__lte=last, to_on__gte=first).order_by("from_on"))


def _closing(rules: list[ClosingRule], year: int, month: int) -> date:
    """The last day of the month's period."""
    closing_day = 31
    for rule in rules:
        if (rule.from_year, rule.from_month) <= (year, month):
            closing_day = rule.closing_day
    return date(year, month, min(closing_day, monthrange(year, month)[1]))
