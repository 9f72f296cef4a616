"""Customers to be asked for money that is past due, and how they were asked."""

from datetime import date
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Region, User
from core.secrecy import AMOUNT
from core.ui import (
    ChoiceFilter,
    Column,
    ConditionFilter,
    DateFilter,
    Mark,
    ModelFilter,
    NumberFilter,
    RecordList,
    View,
)
from customers.models import Customer, CustomerClass
from orders.enums import DunningChannel, PromiseState
from orders.models import DunningStep
from orders.selectors.dunning import latest_of_customer, to_follow, with_overdue, with_promise

from .marks import open_mark

LAST = latest_of_customer()


def was_never_asked(_today: date) -> Q:
    """No step that stands."""
    return ~Q(Exists(DunningStep.objects.standing().filter(customer=OuterRef("pk"))))


def is_broken(_today: date) -> Q:
    """Its last promise was not kept."""
    return Q(promise_state=PromiseState.BROKEN)


def is_struck(_today: date) -> Q:
    """It was recorded wrongly."""
    return Q(struck_at__isnull=False)


def promise_mark(promised_on: date | None, state: str, *_rest: Any, today: date) -> Mark | None:
    """Late with its days once a promise is broken, today while it may still be kept."""
    if state == PromiseState.KEPT:
        return None
    return open_mark(promised_on, today=today)


def struck_mark(_words: str, struck_at: Any, *, today: date) -> Mark | None:
    """A step that was struck out counts no more."""
    return Mark("void", _now("Struck out")) if struck_at else None


class DunningList(RecordList):
    """Customers with money past due, most first."""

    name = "dunning"
    model = Customer
    title = _("Dunning")
    basis = _(
        "Items past due as of now, in CNY with tax, credits not set off; a promise is kept by "
        "money received after it was made and by its day"
    )
    unit = _("customers")
    detail = "orders:customer_account"
    columns = [
        Column("code", _("Code"), kind="code", phone=3),
        Column("name", _("Customer"), link=True, clip=True, phone=1),
        Column("owner__full_name", _("Salesperson")),
        Column(
            "overdue_amount",
            _("Past due"),
            kind="money",
            total=True,
            secret=AMOUNT,
            phone=2,
        ),
        Column("overdue_since", _("Oldest due on"), kind="date", mark=open_mark, phone=4),
        Column(
            "last_on",
            _("Last asked on"),
            kind="date",
            expression=Subquery(LAST.values("dunned_on")[:1]),
        ),
        Column(
            "last_channel",
            _("By what way"),
            kind="choice",
            choices=DunningChannel,
            expression=Subquery(LAST.values("channel")[:1]),
        ),
        Column("promised_on", _("Promised for"), kind="date"),
        Column("promised_amount", _("Promised amount"), kind="money", secret=AMOUNT),
        Column("promise_state", _("Promise"), kind="state", choices=PromiseState),
        Column(
            "next_on",
            _("Next step on"),
            kind="date",
            mark=open_mark,
            expression=Subquery(LAST.values("next_on")[:1]),
        ),
        Column(
            "next_step",
            _("Next step"),
            clip=True,
            wide=True,
            secret=AMOUNT,
            expression=Subquery(LAST.values("next_step")[:1]),
        ),
        Column("region__name", _("Region"), hidden=True),
        Column("customer_class__name", _("Class"), hidden=True),
    ]
    filters = [
        ConditionFilter("follow", _("To follow up today"), condition=to_follow),
        ConditionFilter("broken", _("Promise broken"), condition=is_broken),
        ConditionFilter("never", _("Never asked"), condition=was_never_asked),
        DateFilter("overdue_since", _("Oldest due on")),
        DateFilter("last_on", _("Last asked on")),
        DateFilter("next_on", _("Next step on")),
        ChoiceFilter("promise_state", _("Promise"), choices=PromiseState),
        ModelFilter("owner", _("Salesperson"), model=User),
        ModelFilter("region", _("Region"), model=Region),
        ModelFilter("customer_class", _("Class"), model=CustomerClass),
        NumberFilter("overdue_amount", _("Past due"), secret=AMOUNT),
    ]
    search = ["^code", "name", "short_name", "~name_initials"]
    order_by = "-overdue_amount"
    views = [
        View("all", _("All"), ""),
        View("follow", _("To follow up today"), "follow=1", tone="wait"),
        View("broken", _("Promise broken"), "broken=1", tone="late"),
        View("never", _("Never asked"), "never=1"),
    ]
    empty = _("Nobody is past due.")

    def rows_for(self) -> QuerySet[Customer]:
        """Customers of this person with money past due, and the last promise of each."""
        last = latest_of_customer().filter(promised_on__isnull=False)
        state = Subquery(with_promise(last, self.today).values("promise_state")[:1])
        rows = with_overdue(super().rows_for().open(), self.today)
        return rows.annotate(
            promised_on=Subquery(last.values("promised_on")[:1]),
            promised_amount=Subquery(last.values("promised_amount")[:1]),
            promise_state=Coalesce(state, Value(""), output_field=CharField()),
        )


class DunningStepList(RecordList):
    """How customers were asked, latest first."""

    name = "dunning_steps"
    model = DunningStep
    title = _("Dunning record")
    basis = _("By the day on which the customer was asked; past due as it stood that evening")
    unit = pgettext_lazy("dunning", "steps")
    columns = [
        Column("dunned_on", _("Asked on"), kind="date", link=True, indexed=True, phone=3),
        Column("customer__name", _("Customer"), clip=True, phone=1),
        Column("channel", _("By what way"), kind="choice", choices=DunningChannel),
        Column(
            "words",
            _("What was said"),
            clip=True,
            secret=AMOUNT,
            needs=("struck_at",),
            mark=struck_mark,
        ),
        Column("overdue_amount", _("Past due"), kind="money", secret=AMOUNT, phone=2),
        Column("days_late", _("Days late"), kind="int"),
        Column(
            "promised_on",
            _("Promised for"),
            kind="date",
            needs=("promise_state",),
            mark=promise_mark,
        ),
        Column("promised_amount", _("Promised amount"), kind="money", secret=AMOUNT),
        Column(
            "promise_received",
            _("Received by then"),
            kind="money",
            secret=AMOUNT,
            hidden=True,
        ),
        Column("promise_state", _("Promise"), kind="state", choices=PromiseState, phone=4),
        Column("next_on", _("Next step on"), kind="date"),
        Column("next_step", _("Next step"), clip=True, secret=AMOUNT, hidden=True),
        Column("created_by__full_name", _("Asked by")),
        Column("salesperson__full_name", _("Salesperson"), hidden=True),
    ]
    filters = [
        DateFilter("dunned_on", _("Asked on")),
        ChoiceFilter("channel", _("By what way"), choices=DunningChannel),
        ChoiceFilter("promise_state", _("Promise"), choices=PromiseState),
        DateFilter("promised_on", _("Promised for")),
        ConditionFilter("struck", _("Struck out"), condition=is_struck),
        ModelFilter("created_by", _("Asked by"), model=User),
        ModelFilter("salesperson", _("Salesperson"), model=User),
        ModelFilter("region", _("Region"), model=Region),
        ModelFilter("customer", _("Customer"), model=Customer, lookup="customers:customer_lookup"),
    ]
    search = ["customer__name", "~customer__name_initials", ("words", AMOUNT)]
    order_by = "-dunned_on"
    views = [
        View("all", _("All"), ""),
        View("week", _("This week"), "dunned_on=this_week"),
        View("broken", _("Promise broken"), "promise_state=broken", tone="late"),
    ]
    empty = _("How customers were asked for money stands here.")
    empty_action = "orders:dunning_list"

    def rows_for(self) -> QuerySet[Any]:
        """With what became of each promise."""
        return with_promise(super().rows_for(), self.today)
