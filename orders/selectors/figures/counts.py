"""Distinct orders, customers and new customers, with a positive net movement."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Sum

from orders.models import SalesMovement

from .measure import Group, Measure, Span


@dataclass
class Counts:
    """How many of a group."""

    orders: int = 0
    customers: int = 0
    new_customers: int = 0


def counts(*, span: Span, measure: Measure, keys: tuple[str, ...] = ()) -> dict[Group, Counts]:
    """Counts per group of ids, in the order of ``keys``."""
    groups: dict[Group, Counts] = {}
    for what in ("order", "customer"):
        for group in _positive(span, measure, keys, what):
            entry = groups.setdefault(group, Counts())
            setattr(entry, f"{what}s", getattr(entry, f"{what}s") + 1)
    for group, number in _new(span, measure, keys):
        groups.setdefault(group, Counts()).new_customers = number
    return groups


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


def _new(span: Span, measure: Measure, keys: tuple[str, ...]) -> list[tuple[Group, int]]:
    """Customers whose first positive movement of the basis falls in the period."""
    ids = [f"{key}_id" for key in keys]
    selling = Measure(measure.basis, includes_returns=False).kinds
    earlier = SalesMovement.objects.filter(
        customer=OuterRef("customer"), kind__in=selling, net_amount__gt=0, moved_on__lt=span[0]
    )
    first = SalesMovement.objects.filter(
        ~Exists(earlier),
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
