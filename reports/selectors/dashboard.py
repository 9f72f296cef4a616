"""A manager's one screen: each figure beside what it is measured against."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, NullIf

from accounts.enums import Reach
from accounts.models import User
from core import periods
from customers.models import Customer
from orders.models import Order, OrderLine, Receivable
from orders.selectors.figures import Measure, by_day, sums
from orders.selectors.lateness import LEFT_TO_SHIP, is_late
from orders.selectors.receivables import BUCKETS, NOT_DUE, in_bucket, is_overdue

from .figures import Question, compared
from .plans import planned, progress

PERIOD_FIGURES = ("amount", "margin", "receipts")
TODAY_FIGURES = ("amount", "orders")
ZERO = Decimal(0)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Bucket:
    """Money by how long it is past due; ``first`` 0 is not due yet."""

    name: str
    first: int
    last: int | None
    amount: Decimal
    customers: int
    share: int


def reach_of(user: User) -> dict[str, Any]:
    """The rows a person's dashboard counts: all, or the own region's."""
    if Reach.ALL in user.reaches:
        return {}
    return {"region": [user.region_id or 0]}


def headline(*, user: User, kind: str, on: date, measure: Measure) -> dict[str, Any]:
    """The period, today and yesterday as plain figures; only those that the screen shows."""
    asked = Question(
        kind=kind,
        on=on,
        basis=measure.basis,
        includes_tax=measure.includes_tax,
        includes_returns=measure.includes_returns,
        figures=PERIOD_FIGURES,
        where=reach_of(user),
    )
    today = replace(asked, kind=periods.DAILY, figures=TODAY_FIGURES)
    plan = progress(measure, periods.span(kind, on), until=on)
    return {"period": compared(asked), "today": compared(today), "plan": plan}


def trend(*, kind: str, on: date, measure: Measure) -> dict[str, Any]:
    """Running totals by day of the period, of last year's, and the plan's straight line."""
    span = periods.span(kind, on)
    last = periods.last_year_span(kind, on)
    plan = planned(measure, span)
    whole = (span[1] - span[0]).days + 1
    days = [span[0] + DAY * n for n in range(whole)]
    running = _running(measure, span)
    before = _running(measure, last)
    return {
        "days": days,
        "actual": [running[n] if day <= on else None for n, day in enumerate(days)],
        "last_year": [before[min(n, len(before) - 1)] for n in range(whole)],
        "plan": None if plan is None else [plan * (n + 1) / whole for n in range(whole)],
    }


def _running(measure: Measure, span: tuple[date, date]) -> list[Decimal]:
    found = by_day(span=span, measure=measure)
    totals, total = [], ZERO
    for n in range((span[1] - span[0]).days + 1):
        entry = found.get(span[0] + DAY * n)
        if entry:
            total += entry.gross if measure.includes_tax else entry.net
        totals.append(total)
    return totals


def concentration(*, kind: str, on: date, measure: Measure, top: int = 10) -> dict[str, Any]:
    """The largest customers of the period with their running share of what customers bought.

    Who took back as much as they bought is no customer of the period.
    """
    found = sums(span=periods.span(kind, on), measure=measure, keys=("customer",))
    amounts = [(e.gross if measure.includes_tax else e.net, group[0]) for group, e in found.items()]
    bought = sorted(
        ((amount, pk) for amount, pk in amounts if amount > 0),
        key=lambda pair: (-pair[0], pair[1]),
    )
    total = sum((amount for amount, _pk in bought), ZERO)
    names = _names([pk for _amount, pk in bought[:top]])
    rows, running = [], ZERO
    for amount, pk in bought[:top]:
        running += amount
        rows.append((pk, names[pk], amount, running / total))
    return {
        "rows": rows,
        "customers": len(bought),
        "others": len(bought) - len(rows),
        "rest": total - running,
        "total": total,
    }


def _names(pks: list[Any]) -> dict[int | None, str]:
    """What customers are called in short."""
    called = Coalesce(NullIf("short_name", Value("")), "name")
    return dict(Customer.objects.filter(pk__in=pks).values_list("pk", called))


def ageing_now(*, user: User, on: date) -> list[Bucket]:
    """Open receivable items by days past due, as the ageing has them; credits are not due."""
    items = Receivable.objects.visible_to(user).filter(arose_on__lte=on).open()
    spans: dict[str, tuple[int, int | None]] = {NOT_DUE: (0, None), **BUCKETS}
    sums = {
        f"a{first}": Sum("open_amount", filter=in_bucket(name, on))
        for name, (first, _) in spans.items()
    }
    people = {
        f"c{first}": Count("customer", distinct=True, filter=in_bucket(name, on))
        for name, (first, _) in spans.items()
    }
    found = items.aggregate(**sums, **people)
    amounts = {name: found[f"a{first}"] or ZERO for name, (first, _) in spans.items()}
    widest = max(amounts.values())
    return [
        Bucket(
            name=name,
            first=first,
            last=last,
            amount=amounts[name],
            customers=found[f"c{first}"],
            share=max(int(amounts[name] * 100 / widest), 0) if widest > 0 else 0,
        )
        for name, (first, last) in spans.items()
    ]


def overdue(*, user: User, on: date) -> dict[str, Any]:
    """How much is past due, of how many customers, since when the oldest."""
    items = Receivable.objects.visible_to(user).filter(is_overdue(on))
    found = items.aggregate(
        amount=Sum("open_amount"), customers=Count("customer", distinct=True), oldest=Min("due_on")
    )
    days = (on - found["oldest"]).days if found["oldest"] else 0
    return {"amount": found["amount"] or ZERO, "customers": found["customers"], "days": days}


def late_orders(*, user: User, on: date, top: int = 9) -> dict[str, Any]:
    """Orders with a late line: how many, how much is not shipped, how late, the first few."""
    orders = Order.objects.visible_to(user).filter(is_late(on))
    open_amount = F("gross_amount") - F("shipped_amount") - F("short_closed_amount")
    found = orders.aggregate(orders=Count("pk"), amount=Sum(open_amount))
    lines = late_lines(orders, on)
    oldest = lines.aggregate(oldest=Min("confirmed_on"))["oldest"]
    return {
        "orders": found["orders"],
        "amount": found["amount"] or ZERO,
        "days": (on - oldest).days if oldest else 0,
        "rows": _first_of_each(lines, on, top),
    }


def late_lines(orders: QuerySet[Order], on: date) -> QuerySet[OrderLine]:
    """The late lines of these orders, latest first."""
    return (
        OrderLine.objects.filter(LEFT_TO_SHIP, order__in=orders.values("pk"), confirmed_on__lt=on)
        .select_related("order__customer", "order__salesperson", "product")
        .order_by("confirmed_on", "id")
    )


def _first_of_each(lines: QuerySet[OrderLine], on: date, top: int) -> list[tuple[OrderLine, int]]:
    seen: dict[int, tuple[OrderLine, int]] = {}
    for line in lines[: top * 4]:
        if line.confirmed_on and line.order_id not in seen:
            seen[line.order_id] = (line, (on - line.confirmed_on).days)
    return list(seen.values())[:top]
