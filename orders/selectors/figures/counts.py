"""Distinct orders, customers and new customers, with a positive net movement."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Sum

from core import periods
from customers.selectors import merged_pks
from orders.models import SalesMovement

from .measure import Group, Measure, Span, followed

LEDGER = "orders"


@dataclass
class Counts:
    """How many of a group."""

    orders: int = 0
    customers: int = 0
    new_customers: int = 0


def counts(*, span: Span, measure: Measure, keys: tuple[str, ...] = ()) -> dict[Group, Counts]:
    """Counts per group of ids, in the order of ``keys``.

    Two records of one customer that were merged after a period was closed count there as they did.
    """
    groups: dict[Group, Counts] = {}
    merged = merged_pks()
    measure, one_each = measure.following(merged), "customer" in keys
    for what in ("order", "customer"):
        for raw in _positive(span, measure, keys, what):
            entry = groups.setdefault(followed(raw, keys, merged), Counts())
            setattr(entry, f"{what}s", getattr(entry, f"{what}s") + 1)
            entry.customers = min(entry.customers, 1) if one_each else entry.customers
    for raw, number in _new(span, measure, keys, follows=bool(merged) and not _is_closed(span)):
        entry = groups.setdefault(followed(raw, keys, merged), Counts())
        entry.new_customers = max(entry.new_customers, number) if one_each else number
    return groups


def _is_closed(span: Span) -> bool:
    return any(first <= span[1] <= last for first, last in periods.closed_spans(LEDGER))


def _positive(span: Span, measure: Measure, keys: tuple[str, ...], what: str) -> list[Group]:
    """The group of each distinct thing whose movements of the period sum to more than nothing."""
    ids = [f"{key}_id" for key in keys]
    rows = (
        SalesMovement.objects.filter(
            moved_on__gte=span[0],
            moved_on__lte=span[1],
            kind__in=measure.kinds,
            **measure.conditions(),
        )
        .values(*ids, f"{what}_id")
        .annotate(total=Sum("net_amount"))
        .filter(total__gt=0)
        .order_by()
        .values_list(*ids, f"{what}_id")
    )
    return [row[: len(ids)] for row in rows]


def _new(
    span: Span, measure: Measure, keys: tuple[str, ...], *, follows: bool
) -> list[tuple[Group, int]]:
    """Customers whose first positive movement of the basis falls in the period.

    With ``follows``, what was written for a record merged into the customer was earlier too.
    """
    ids = [f"{key}_id" for key in keys]
    selling = Measure(measure.basis, includes_returns=False).kinds
    before = SalesMovement.objects.filter(kind__in=selling, net_amount__gt=0, moved_on__lt=span[0])
    bought = Q(Exists(before.filter(customer=OuterRef("customer"))))
    if follows:
        bought |= Q(Exists(before.filter(customer__merged_into=OuterRef("customer"))))
    first = SalesMovement.objects.filter(
        ~bought,
        moved_on__gte=span[0],
        moved_on__lte=span[1],
        kind__in=selling,
        net_amount__gt=0,
        **measure.conditions(),
    ).order_by()
    number = Count("customer", distinct=True)
    if not keys:
        return [((), first.aggregate(number=number)["number"])]
    rows = first.values(*ids).annotate(number=number).values_list(*ids, "number")
    return [(row[:-1], row[-1]) for row in rows]
