"""The plan of a period and how far it is reached."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum

from core import periods
from core.calendar import working_days_between
from core.database import exact
from core.models import Period
from core.money import round_money
from orders.enums import Basis
from orders.selectors.figures import Measure, Sums, sums
from reports.enums import SHORT_KINDS
from reports.models import SalesPlan

Span = tuple[date, date]
ZERO = Decimal(0)
DAY = timedelta(days=1)


def plan_of(
    measure: Measure,
    kind: str,
    span: Span,
    *,
    until: date | None = None,
    known: Sums | None = None,
) -> dict[str, str] | None:
    """What a report measures its period against: ``progress``, of a day or week of its month.

    The month is the one the day or week ends in.
    """
    if kind in SHORT_KINDS:
        month = periods.period_of(span[1])
        until = min(until or span[1], span[1])
        return progress(measure, (month.from_on, month.to_on), until=until)
    return progress(measure, span, until=until, known=known)


def progress(
    measure: Measure, span: Span, *, until: date | None = None, known: Sums | None = None
) -> dict[str, str] | None:
    """Plan, plan to date by working days, actual and achievement; None where there is no plan.

    ``until`` is the day up to which both are counted, the last of the span by default; ``known``
    are the sums of the whole span, where they have been asked for already.
    """
    plans = _plans(measure, span)
    if not plans:
        return None
    done = (span[0], min(until or span[1], span[1]))
    amount, to_date = _within(plans, span), _within(plans, done)
    actual = known if done == span else None
    actual = actual or sums(span=done, measure=measure).get(())
    reached = actual.gross if actual else ZERO
    return {
        "amount": f"{amount:.2f}",
        "to_date": f"{to_date:.2f}",
        "actual": f"{reached:.2f}",
        "achievement": f"{reached / amount:.4f}" if amount else "0.0000",
    }


def planned(measure: Measure, span: Span) -> Decimal | None:
    """The plan of a span; None where there is none."""
    plans = _plans(measure, span)
    return _within(plans, span) if plans else None


def _plans(measure: Measure, span: Span) -> list[tuple[Period, Decimal]]:
    """The months of business that the span touches, and their plans.

    Plans are set by order date and with tax, for people and regions: other measures have none.
    """
    if measure.basis != Basis.ORDER or not measure.includes_tax:
        return []
    if set(measure.where) - {"salesperson", "region"}:
        return []
    months = {date(each.year, each.month, 1): each for each in periods.touched(*span)}
    plans = SalesPlan.objects.filter(month_on__in=months, **measure.conditions())
    summed = plans.order_by().values("month_on").annotate(total=Sum("amount"))
    money = exact(2)
    return [(months[on], money(total)) for on, total in summed.values_list("month_on", "total")]


def _within(plans: list[tuple[Period, Decimal]], span: Span) -> Decimal:
    """Of each month that lies in the span its plan, of a part of one the share of working days."""
    return sum((_share(plan, period, span) for period, plan in plans), ZERO)


def _share(plan: Decimal, period: Period, span: Span) -> Decimal:
    first, last = max(period.from_on, span[0]), min(period.to_on, span[1])
    if last < first:
        return ZERO
    if (first, last) == (period.from_on, period.to_on):
        return plan
    whole = working_days_between(period.from_on - DAY, period.to_on)
    part = working_days_between(first - DAY, last)
    return round_money(plan * part / whole) if whole else ZERO
