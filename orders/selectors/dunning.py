"""Who has to be asked for money, and what became of what was promised."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    DateField,
    DecimalField,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Round

from accounts.models import User
from customers.models import Customer
from orders.enums import PromiseState, ReceiptStatus
from orders.models import DunningStep, DunningStepQuerySet, Receipt, Receivable

from .receivables import OpenItem, is_overdue, open_items_at

ZERO = Decimal("0.00")
MONEY = DecimalField(max_digits=16, decimal_places=2)


class Overdue(NamedTuple):
    """What a customer had past due on a day, and since how many days the oldest."""

    amount: Decimal
    days: int


def overdue_items(customer: int, on: date) -> list[OpenItem]:
    """The items past due that evening, oldest due first; a credit never is."""
    items = open_items_at(on, customer=customer)
    return [item for item in items if item.outstanding > 0 and item.days_overdue]


def overdue_of(customer: int, on: date) -> Overdue:
    """Their sum and the days of the oldest."""
    items = overdue_items(customer, on)
    amount = sum((item.outstanding for item in items), ZERO)
    return Overdue(amount, max((item.days_overdue for item in items), default=0))


def with_overdue(customers: QuerySet[Customer], today: date) -> QuerySet[Customer]:
    """The customers that have money past due as of now: how much, and due since when."""
    late = Receivable.objects.filter(is_overdue(today), customer=OuterRef("pk"))
    sums = late.order_by().values("customer")
    amount = sums.annotate(total=Round(Sum("open_amount"), 2)).values("total")
    since = sums.annotate(since=Min("due_on")).values("since")
    return customers.filter(Exists(late)).annotate(
        overdue_amount=Subquery(amount, output_field=MONEY),
        overdue_since=Subquery(since, output_field=DateField()),
    )


def with_promise(steps: DunningStepQuerySet, today: date) -> QuerySet[Any]:
    """What came in for each promise, and its state: the one place that says what keeps it.

    A promise is kept by money of the customer, not reversed since, that came after the promise
    was made and by its day; what came on the very day counts when it was registered afterwards.
    """
    later = Q(received_on__gt=OuterRef("dunned_on")) | Q(
        received_on=OuterRef("dunned_on"), created_at__gt=OuterRef("created_at")
    )
    came = Receipt.objects.filter(
        later,
        customer=OuterRef("customer"),
        status=ReceiptStatus.REGISTERED,
        received_on__lte=OuterRef("promised_on"),
    )
    sums = came.order_by().values("customer").annotate(total=Round(Sum("amount"), 2))
    nothing = Value(ZERO, output_field=MONEY)
    return steps.annotate(
        promise_received=Coalesce(
            Subquery(sums.values("total"), output_field=MONEY), nothing, output_field=MONEY
        ),
        promise_state=Case(
            When(Q(promised_on=None) | Q(struck_at__isnull=False), then=Value("")),
            When(promise_received__gte=F("promised_amount"), then=Value(PromiseState.KEPT.value)),
            When(promised_on__lt=today, then=Value(PromiseState.BROKEN.value)),
            default=Value(PromiseState.OPEN.value),
            output_field=CharField(),
        ),
    )


def steps_of(customer: int, user: User, today: date) -> QuerySet[Any]:
    """What the person may read of how a customer was asked, latest first."""
    rows = DunningStep.objects.visible_to(user).filter(customer=customer)
    told = with_promise(rows, today).select_related("created_by", "struck_by")
    return told.order_by("-dunned_on", "-pk")


def latest_of_customer() -> DunningStepQuerySet:
    """The last standing step of the customer of the outer row, to be cut to one."""
    rows = DunningStep.objects.standing().filter(customer=OuterRef("pk"))
    return rows.order_by("-dunned_on", "-pk")


def next_steps_due(today: date) -> DunningStepQuerySet:
    """Last steps whose next one is due, of customers with money past due."""
    return _of_late_customers(today).filter(~Exists(_after(Q())), next_on__lte=today)


def promises_to_chase(today: date) -> QuerySet[Any]:
    """Last promises that were broken, of customers with money past due, until the customer is
    asked again after the promised day."""
    asked_again = DunningStep.objects.standing().filter(
        customer=OuterRef("customer"), dunned_on__gt=OuterRef("promised_on")
    )
    last = _of_late_customers(today).filter(
        ~Exists(_after(Q(promised_on__isnull=False))), ~Exists(asked_again), promised_on__lt=today
    )
    return with_promise(last, today).filter(promise_state=PromiseState.BROKEN)


def to_follow(today: date) -> Q:
    """The condition of customers that wait for somebody's next step today."""
    mine = {"customer": OuterRef("pk")}
    return Q(Exists(next_steps_due(today).filter(**mine))) | Q(
        Exists(promises_to_chase(today).filter(**mine))
    )


def is_followed(today: date) -> Q:
    """The condition of rows whose customer was asked, and said or heard when it goes on: the next
    step or the day of an open promise is today or ahead."""
    mine = DunningStep.objects.standing().filter(customer=OuterRef("customer"))
    next_ahead = mine.filter(~Exists(_after(Q())), next_on__gte=today)
    last_promise = mine.filter(~Exists(_after(Q(promised_on__isnull=False))))
    promised = with_promise(last_promise, today).filter(
        promised_on__gte=today, promise_state=PromiseState.OPEN
    )
    return Q(Exists(next_ahead)) | Q(Exists(promised))


def _of_late_customers(today: date) -> DunningStepQuerySet:
    late = Receivable.objects.filter(is_overdue(today), customer=OuterRef("customer"))
    return DunningStep.objects.standing().filter(Exists(late))


def _after(condition: Q) -> DunningStepQuerySet:
    """Standing steps of the same customer after the outer one."""
    later = Q(dunned_on__gt=OuterRef("dunned_on")) | Q(
        dunned_on=OuterRef("dunned_on"), pk__gt=OuterRef("pk")
    )
    return DunningStep.objects.standing().filter(condition, later, customer=OuterRef("customer"))
