"""Receipts of a period and what is outstanding at its end."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Model, Q, QuerySet, Sum

from core.database import exact
from orders.models import Allocation, Receipt, Receivable, Refund, SalesMovement

from .measure import Group, Measure, Span

# Money belongs to people, regions and customers; no receipt belongs to a product.
MONEY_KEYS: dict[str, str] = {
    "salesperson": "salesperson",
    "region": "region",
    "customer": "customer",
    "customer_class": "customer__customer_class",
}


def has_money(keys: tuple[str, ...], measure: Measure) -> bool:
    """Whether receipts and receivables can be told apart by these keys."""
    return set(keys) | set(measure.where) <= set(MONEY_KEYS)


class Money:
    """Receipts and receivables of one measure, read once for a period whatever they are asked by.

    ``keys`` are all that will be asked for; what is read by all of them is added up for fewer.
    """

    def __init__(self, measure: Measure, keys: Iterable[str] = ()) -> None:
        self.measure = measure
        self.keys = tuple(key for key in MONEY_KEYS if key in set(keys))
        self._read: dict[tuple[str, Span | date], dict[Group, Decimal] | None] = {}

    def receipts(self, span: Span, keys: tuple[str, ...]) -> dict[Group, Decimal] | None:
        """``receipts`` of the measure by some of the keys."""
        read = partial(receipts, span=span, measure=self.measure, keys=self.keys)
        return self._by(keys, ("receipts", span), read)

    def outstanding(self, on: date, keys: tuple[str, ...]) -> dict[Group, Decimal] | None:
        """``outstanding`` of the measure by some of the keys."""
        read = partial(outstanding, on=on, measure=self.measure, keys=self.keys)
        return self._by(keys, ("outstanding", on), read)

    def _by(
        self,
        keys: tuple[str, ...],
        what: tuple[str, Span | date],
        read: Callable[[], dict[Group, Decimal] | None],
    ) -> dict[Group, Decimal] | None:
        if not has_money(keys, self.measure):
            return None
        if what not in self._read:
            self._read[what] = read()
        found = self._read[what]
        if found is None or keys == self.keys:
            return found
        places = [self.keys.index(key) for key in keys]
        groups: dict[Group, Decimal] = {} if keys else {(): Decimal(0)}
        for group, amount in found.items():
            part = tuple(group[place] for place in places)
            groups[part] = groups.get(part, Decimal(0)) + amount
        return groups


def is_quiet(span: Span, measure: Measure) -> bool:
    """Whether nothing that a report by this measure tells has moved in the period.

    Neither a movement that it counts, nor money received or given back, nor what is owed.
    """
    first, last = span
    received = Receipt.objects.filter(
        Q(received_on__gte=first, received_on__lte=last)
        | Q(reversed_on__gte=first, reversed_on__lte=last)
    )
    happenings: list[QuerySet[Any]] = [
        SalesMovement.objects.filter(
            moved_on__gte=first, moved_on__lte=last, kind__in=measure.kinds
        ),
        received,
        Receivable.objects.filter(arose_on__gte=first, arose_on__lte=last),
        Allocation.objects.filter(effective_on__gte=first, effective_on__lte=last),
    ]
    return not any(rows.exists() for rows in happenings)


def receipts(
    *, span: Span, measure: Measure, keys: tuple[str, ...] = ()
) -> dict[Group, Decimal] | None:
    """Received in the period less what was reversed or paid back in it; None: keys do not apply."""
    if not has_money(keys, measure):
        return None
    received = _sum(
        Receipt, "", keys, measure, "amount", received_on__gte=span[0], received_on__lte=span[1]
    )
    reversals = _sum(
        Receipt, "", keys, measure, "amount", reversed_on__gte=span[0], reversed_on__lte=span[1]
    )
    refunds = _sum(
        Refund, "", keys, measure, "amount", refunded_on__gte=span[0], refunded_on__lte=span[1]
    )
    return _less(_less(received, reversals), refunds)


def outstanding(
    *, on: date, measure: Measure, keys: tuple[str, ...] = ()
) -> dict[Group, Decimal] | None:
    """Receivable items that arose up to the day, less their allocations effective up to it."""
    if not has_money(keys, measure):
        return None
    arisen = _sum(Receivable, "", keys, measure, "amount", arose_on__lte=on)
    settled = _sum(Allocation, "receivable__", keys, measure, "amount", effective_on__lte=on)
    return _less(arisen, settled)


def _sum(
    model: type[Model],
    path: str,
    keys: tuple[str, ...],
    measure: Measure,
    field: str,
    **bounds: Any,
) -> dict[Group, Decimal]:
    names = {key: path + name for key, name in MONEY_KEYS.items()}
    ids = [names[key] for key in keys]
    money = exact(2)
    rows = model._default_manager.filter(**bounds, **measure.conditions(names)).order_by()
    if not keys:
        return {(): money(rows.aggregate(total=Sum(field))["total"] or Decimal(0))}
    grouped = rows.values(*ids).annotate(total=Sum(field)).values_list(*ids, "total")
    return {row[:-1]: money(row[-1]) for row in grouped if row[-1] is not None}


def _less(plus: dict[Group, Decimal], minus: dict[Group, Decimal]) -> dict[Group, Decimal]:
    zero = Decimal(0)
    return {key: plus.get(key, zero) - minus.get(key, zero) for key in {*plus, *minus}}
