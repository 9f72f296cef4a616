"""Money owed on any day, past days too: by customer, salesperson or region, aged and past due."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from accounts.models import User
from core.database import exact
from orders.enums import ReceivablePortion
from orders.models import Allocation, Receipt, Receivable

ZERO = Decimal("0.00")
NOT_DUE = "not_due"
# From which day an item is counted: since it was due 逾期, or since it arose 账龄.
DUE, AROSE = "due", "arose"
SOON = timedelta(days=30)
# Days past due, both ends counted; the last has no end.
BUCKETS: dict[str, tuple[int, int | None]] = {
    "1-30": (1, 30),
    "31-60": (31, 60),
    "61-90": (61, 90),
    "90+": (91, None),
}
BUCKET_NAMES = (NOT_DUE, *BUCKETS)
GROUPS: dict[str, tuple[str, str, str]] = {
    "customer": ("customer", "customer__code", "customer__name"),
    "salesperson": ("salesperson", "salesperson__username", "salesperson__full_name"),
    "region": ("region", "region__code", "region__name"),
}

# What the ageing may be narrowed to, by its word in the address.
NARROWED_BY = {
    "salesperson": "salesperson",
    "region": "region",
    "customer": "customer",
    "customer_class": "customer__customer_class",
}
Only = Mapping[str, int | None]


@dataclass(frozen=True)
class OpenItem:
    """An item of money owed as it stood on a day."""

    receivable: Receivable
    outstanding: Decimal
    on: date

    @property
    def age(self) -> int:
        """Days since it arose, 账龄."""
        return (self.on - self.receivable.arose_on).days

    @property
    def days_overdue(self) -> int:
        """Days past due, 逾期; 0 while it is not."""
        return max((self.on - self.receivable.due_on).days, 0)

    @property
    def bucket(self) -> str:
        """Where it stands in the ageing."""
        return bucket_of(self.outstanding, self.days_overdue)


@dataclass
class Aged:
    """What a customer, person or region owes, by how long it is past due."""

    code: str = ""
    name: str = ""
    pk: int | None = None
    outstanding: Decimal = ZERO
    buckets: dict[str, Decimal] = field(default_factory=lambda: dict.fromkeys(BUCKET_NAMES, ZERO))
    unallocated: Decimal = ZERO
    oldest_days: int = 0
    overdue: Decimal = ZERO

    @property
    def cells(self) -> list[Decimal]:
        """The buckets in their order."""
        return [self.buckets[name] for name in BUCKET_NAMES]

    def add(self, amount: Decimal, days_overdue: int, age: int | None = None) -> None:
        """Count an item; with its age it stands where that says, past due or not."""
        days = days_overdue if age is None else max(age, 1)
        self.outstanding += amount
        self.buckets[bucket_of(amount, days)] += amount
        if amount > 0:
            self.oldest_days = max(self.oldest_days, days_overdue if age is None else age)
            self.overdue += amount if days_overdue > 0 else ZERO


def bucket_of(amount: Decimal, days: int) -> str:
    """A credit is never past due: it stands with what is not due."""
    if amount < 0 or days < 1:
        return NOT_DUE
    return next(name for name, (_first, last) in BUCKETS.items() if last is None or days <= last)


def in_bucket(name: str, today: date) -> Q:
    """The condition of items that stand in that bucket as of now."""
    credit = Q(open_amount__lt=0)
    if name == NOT_DUE:
        return credit | Q(due_on__gte=today)
    first, last = BUCKETS[name]
    past = ~credit & Q(due_on__lte=today - timedelta(days=first))
    return past if last is None else past & Q(due_on__gte=today - timedelta(days=last))


def is_overdue(today: date) -> Q:
    """The condition of items that are overdue 逾期: something is owed, and the day has passed.

    The one meaning of the word, for any day by ``OpenItem.days_overdue``: item by item, credits
    not set off, without grace. Grace 宽限期 is asked for by the credit stop alone.
    """
    return Q(open_amount__gt=0, due_on__lt=today)


# The same for a statement that is written by hand; it asks for the day.
OVERDUE = "open_amount > 0 AND due_on < %s"


def retention_comes_due(today: date) -> Q:
    """The condition of retention money still kept back of which the day comes within thirty days,
    today included."""
    return Q(
        portion=ReceivablePortion.RETENTION,
        open_amount__gt=0,
        due_on__gte=today,
        due_on__lte=today + SOON,
    )


def open_items_at(
    on: date,
    *,
    user: User | None = None,
    customer: int | None = None,
    only: Only | None = None,
) -> Iterator[OpenItem]:
    """The items that were open that evening, oldest due first.

    What an item had open then is what it has open now plus what settled it since.
    """
    narrowed = {NARROWED_BY[name]: pk for name, pk in (only or {}).items()}
    rows = _items(on, user).filter(**narrowed).select_related("customer", "order")
    if customer is not None:
        rows = rows.filter(customer=customer)
    since = _settled_since(on, customer)
    for item in rows.order_by("due_on", "arose_on", "pk"):
        outstanding = item.open_amount + since.get(item.pk, ZERO)
        if outstanding:
            yield OpenItem(item, outstanding, on)


class Retention(NamedTuple):
    """Retention money 质保金 of a customer that was kept back on a day, and what was past due."""

    kept: Decimal
    overdue: Decimal


def retention_at(on: date, customer: int) -> Retention:
    """What of the items open that evening was retention money."""
    return retention_of(open_items_at(on, customer=customer))


def retention_of(items: Iterable[OpenItem]) -> Retention:
    """The same of items that are known."""
    kept = [item for item in items if item.receivable.is_retention]
    late = (item.outstanding for item in kept if item.days_overdue)
    return Retention(sum((item.outstanding for item in kept), ZERO), sum(late, ZERO))


def receivables_at(
    on: date,
    *,
    by: str = "customer",
    user: User | None = None,
    only: Only | None = None,
    since: str = DUE,
) -> list[Aged]:
    """What was owed that evening, group by group in the order of their codes.

    Buckets count days past due 逾期, or since it arose 账龄: then credits alone are not due, and
    the first begins with the day itself. Receipts not allocated then stand apart. Without ``user``
    all of the company's; with one, what the person may see. ``only`` narrows to one person,
    region, customer or class of customers (None: to those without one).
    """
    key, code, name = GROUPS[by]
    groups: dict[int | None, Aged] = {}

    def group(pk: int | None, its_code: str | None, its_name: str | None) -> Aged:
        return groups.setdefault(pk, Aged(its_code or "", its_name or "", pk))

    later = _settled_since(on)
    narrowed = {NARROWED_BY[name]: pk for name, pk in (only or {}).items()}
    rows = _items(on, user).filter(**narrowed)
    columns = ("pk", "open_amount", "due_on", "arose_on", f"{key}_id", code, name)
    for pk, open_amount, due_on, arose_on, *who in rows.order_by().values_list(*columns):
        outstanding = open_amount + later.get(pk, ZERO)
        if outstanding:
            age = (on - arose_on).days if since == AROSE else None
            group(*who).add(outstanding, (on - due_on).days, age)
    for amount, *who in _free(on, user, (f"{key}_id", code, name), narrowed):
        group(*who).unallocated += amount
    found = [
        each for each in groups.values() if each.outstanding or each.unallocated or any(each.cells)
    ]
    return sorted(found, key=lambda each: (each.code, each.pk or 0))


def total_of(groups: Iterable[Aged]) -> Aged:
    """All groups together."""
    total = Aged()
    for each in groups:
        total.outstanding += each.outstanding
        total.unallocated += each.unallocated
        total.overdue += each.overdue
        total.oldest_days = max(total.oldest_days, each.oldest_days)
        for name, amount in each.buckets.items():
            total.buckets[name] += amount
    return total


def _items(on: date, user: User | None) -> QuerySet[Receivable]:
    rows = Receivable.objects.all() if user is None else Receivable.objects.visible_to(user)
    later = Allocation.objects.filter(receivable=OuterRef("pk"), effective_on__gt=on)
    return rows.filter(~Q(open_amount=0) | Exists(later), arose_on__lte=on)


def _settled_since(on: date, customer: int | None = None) -> dict[int, Decimal]:
    """What settled each item after that day."""
    money = exact(2)
    later = Allocation.objects.filter(effective_on__gt=on)
    if customer is not None:
        later = later.filter(receivable__customer=customer)
    rows = later.values_list("receivable")
    return {pk: money(amount) for pk, amount in rows.annotate(Sum("amount")).order_by()}


def _free(
    on: date, user: User | None, columns: tuple[str, ...], narrowed: Only
) -> Iterator[tuple[Decimal, int | None, str | None, str | None]]:
    """Money that had come by then and settled nothing yet, receipt by receipt.

    What a receipt had free then is its amount less what it had settled: the same, reversed later
    or not.
    """
    rows = Receipt.objects.all() if user is None else Receipt.objects.visible_to(user)
    standing = rows.filter(Q(reversed_on=None) | Q(reversed_on__gt=on), received_on__lte=on)
    standing = standing.filter(**narrowed)
    later = Allocation.objects.filter(effective_on__gt=on, receipt=OuterRef("pk"))
    wanted = standing.filter(Q(free_amount__gt=0) | Exists(later))
    settled = Sum("allocations__amount", filter=Q(allocations__effective_on__lte=on))
    money = exact(2)
    found = wanted.annotate(settled=settled).values_list("amount", "settled", *columns)
    for amount, gone, *who in found.order_by():
        if free := amount - money(gone or ZERO):
            yield (free, who[0], who[1], who[2])
