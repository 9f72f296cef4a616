"""The plan of a period and how far it is reached."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum

from core.calendar import working_days_between
from core.money import round_money
from orders.enums import Basis
from orders.selectors.figures import Measure, Sums, sums
from reports.enums import ReportKind
from reports.models import SalesPlan

Span = tuple[date, date]


def plan_of(
    measure: Measure,
    kind: str,
    span: Span,
    *,
    until: date | None = None,
    known: Sums | None = None,
) -> dict[str, str] | None:
    """Plan, plan to date by working days, actual and achievement; None where there is no plan.

    ``known`` are the sums of the span, where they have been asked for already.

    A plan is set by calendar month, by order date and with tax; a day or week is measured against
    the month to date it ends in. Other bases have no plan. ``until`` is the day up to which both
    are counted, the last of the period by default.
    """
    if measure.basis != Basis.ORDER or not measure.includes_tax:
        return None
    months = _months(kind, span)
    plans = SalesPlan.objects.filter(month_on__gte=months[0], month_on__lte=months[1])
    if people := measure.where.get("salesperson"):
        plans = plans.filter(salesperson__in=people)
    if regions := measure.where.get("region"):
        plans = plans.filter(region__in=regions)
    if set(measure.where) - {"salesperson", "region"}:
        return None
    summed = plans.order_by().values("month_on").annotate(total=Sum("amount"))
    rows = dict(summed.values_list("month_on", "total"))
    if not rows:
        return None
    to_on = min(until or span[1], span[1])
    amount = sum(rows.values(), Decimal(0))
    to_date = sum((_until(month, plan, to_on) for month, plan in rows.items()), Decimal(0))
    actual = known if (months[0], to_on) == span else None
    actual = actual or sums(span=(months[0], to_on), measure=measure).get(())
    reached = actual.gross if actual else Decimal(0)
    return {
        "amount": f"{amount:.2f}",
        "to_date": f"{to_date:.2f}",
        "actual": f"{reached:.2f}",
        "achievement": f"{reached / amount:.4f}" if amount else "0.0000",
    }


def _months(kind: str, span: Span) -> Span:
    """First and last month (as their first days) that the plan of the period covers."""
    last = span[1].replace(day=1)
    if kind in {ReportKind.DAILY, ReportKind.WEEKLY}:
        return last, last
    middle = span[0] + timedelta(days=15)
    return middle.replace(day=1), last


def _until(month: date, plan: Decimal, to_on: date) -> Decimal:
    """The part of a month's plan that its working days up to ``to_on`` make."""
    if to_on < month:
        return Decimal(0)
    end = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    if to_on >= end:
        return plan
    before = month - timedelta(days=1)
    whole = working_days_between(before, end)
    return round_money(plan * working_days_between(before, to_on) / whole) if whole else plan
