"""Additive figures by any keys: from monthly facts where a period is whole months, else daily."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet, Sum

from core.database import exact
from customers.selectors import merged_pks
from orders.models import DailyFact, MonthlyFact, SalesMovement

from .measure import Group, Measure, Span, followed

FACT_KEYS = ("salesperson", "region", "category", "customer_class")
KEYS = (*FACT_KEYS, "customer", "product")
ZERO = Decimal(0)
DAY = timedelta(days=1)


@dataclass
class Sums:
    """Sums of one group: amounts in CNY, quantities by unit."""

    net: Decimal = ZERO
    gross: Decimal = ZERO
    cost: Decimal = ZERO
    quantities: dict[str, Decimal] = field(default_factory=dict)

    def add(
        self, unit: str, quantity: Decimal, net: Decimal, gross: Decimal, cost: Decimal
    ) -> None:
        """Add one row of one unit."""
        self.net += net
        self.gross += gross
        self.cost += cost
        self.quantities[unit] = self.quantities.get(unit, ZERO) + quantity

    def __bool__(self) -> bool:
        """Whether anything at all is left of what moved."""
        return bool(self.net or self.gross or self.cost or any(self.quantities.values()))

    @property
    def quantity(self) -> Decimal | None:
        """The quantity where all is in one unit; None where units would be mixed."""
        units = [quantity for quantity in self.quantities.values() if quantity]
        if len(units) > 1:
            return None
        return units[0] if units else ZERO

    @property
    def profit(self) -> Decimal:
        """Untaxed amount less cost."""
        return self.net - self.cost


def sums(*, span: Span, measure: Measure, keys: tuple[str, ...] = ()) -> dict[Group, Sums]:
    """Sums per group of ids, in the order of ``keys``; the empty tuple is the total.

    Facts must be fresh (``services.facts_refresh``). Customer and product are summed from the
    movements themselves, which facts do not keep; a customer merged into another counts there.
    """
    by_customer = "customer" in {*keys, *measure.where}
    merged = merged_pks() if by_customer else {}
    measure = measure.following(merged)
    pieces = _pieces(span) if set(keys) | set(measure.where) <= set(FACT_KEYS) else [(None, span)]
    groups: dict[Group, Sums] = {}
    ids = [f"{key}_id" for key in keys]
    money, quantity = exact(2), exact(3)
    for fact, piece in pieces:
        rows = _rows(fact, piece, measure).values(*ids, "unit").annotate(**_totals(fact, measure))
        for row in rows.order_by().values_list(*ids, "unit", "q", "n", "g", "c"):
            group = followed(row[: len(ids)], keys, merged)
            entry = groups.get(group)
            if entry is None:
                entry = groups[group] = Sums()
            unit, q, net, gross, cost = row[len(ids) :]
            entry.add(unit, quantity(q), money(net), money(gross), money(cost))
    return groups


def whole(groups: dict[Group, Sums]) -> Sums:
    """The total of groups that leave nothing out."""
    total = Sums()
    for each in groups.values():
        total.net += each.net
        total.gross += each.gross
        total.cost += each.cost
        for unit, quantity in each.quantities.items():
            total.quantities[unit] = total.quantities.get(unit, ZERO) + quantity
    return total


def by_day(*, span: Span, measure: Measure) -> dict[date, Sums]:
    """Sums of each day that has any; ``where`` may name the keys of the facts only."""
    rows = _rows(DailyFact, span, measure).values("day_on").annotate(**_totals(DailyFact, measure))
    money, quantity = exact(2), exact(3)
    days: dict[date, Sums] = {}
    for day, q, net, gross, cost in rows.order_by("day_on").values_list(
        "day_on", "q", "n", "g", "c"
    ):
        days[day] = Sums()
        days[day].add("", quantity(q), money(net), money(gross), money(cost))
    return days


def _rows(fact: type[Any] | None, span: Span, measure: Measure) -> QuerySet[Any]:
    conditions = measure.conditions()
    if fact is None:
        return SalesMovement.objects.filter(
            moved_on__gte=span[0], moved_on__lte=span[1], kind__in=measure.kinds, **conditions
        )
    day = "month_on" if fact is MonthlyFact else "day_on"
    bounds = {f"{day}__gte": span[0], f"{day}__lte": span[1]}
    return fact.objects.filter(basis=measure.basis, **bounds, **conditions)


def _totals(fact: type[Any] | None, measure: Measure) -> dict[str, Sum]:
    names = {"q": "quantity", "n": "net_amount", "g": "gross_amount", "c": "cost_amount"}
    if fact is None or not measure.includes_returns:
        return {short: Sum(name) for short, name in names.items()}
    return {short: Sum(F(name) - F(f"return_{name}")) for short, name in names.items()}


def _pieces(span: Span) -> list[tuple[type[Any] | None, Span]]:
    """The span cut into whole calendar months and the days at its ends."""
    first, last = span
    month_from = first if first.day == 1 else _next_month(first)
    month_after = _next_month(last) if (last + DAY).day == 1 else last.replace(day=1)
    if month_from >= month_after:
        return [(DailyFact, span)]
    pieces: list[tuple[type[Any] | None, Span]] = [(MonthlyFact, (month_from, month_after - DAY))]
    if first < month_from:
        pieces.append((DailyFact, (first, month_from - DAY)))
    if last >= month_after:
        pieces.append((DailyFact, (month_after, last)))
    return pieces


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
