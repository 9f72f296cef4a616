"""Dunning 催款: who is to be asked for money, and how each was asked."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.secrecy import AMOUNT
from core.ui import ActionPage, Column, DetailPage, Figure, ListPage, Section, forms
from customers.models import Customer
from orders.enums import DunningChannel, PromiseState
from orders.forms.dunning import CustomerDunForm
from orders.lists.dunning import DunningList, DunningStepList
from orders.models import DunningStep
from orders.selectors.dunning import with_promise
from orders.services import dunning_record, dunning_strike

from .account import CustomerAccountPage
from .printing import CustomerDunningLetterPage


class DunningListPage(ListPage):
    """Customers with money past due; the letters of the ticked ones are printed together."""

    list_class = DunningList
    permission = "orders.view_dunningstep"
    bulk = [CustomerDunningLetterPage]


class DunningStepListPage(ListPage):
    """All that was done."""

    list_class = DunningStepList
    permission = "orders.view_dunningstep"


class CustomerDunPage(ActionPage):
    """Write down that the customer was asked."""

    model = Customer
    service = dunning_record
    permission = "orders.record_dunningstep"
    label = gettext_lazy("Record dunning")
    form_class = CustomerDunForm
    namespace = "orders"
    done = gettext_lazy("The step is recorded.")

    @classmethod
    def why_not(cls, record: Customer, user: Any = None) -> str:
        if record.merged_into_id:
            return _("%(customer)s was merged into another customer.") % {"customer": record}
        return ""

    def initial(self) -> dict[str, Any]:
        """Today, by telephone."""
        return {"on": self.today, "channel": DunningChannel.PHONE}

    def success_url(self, record: Customer, result: Any) -> str:
        return str(CustomerAccountPage.address(record.pk))


class DunningStepStrikePage(ActionPage):
    """It was recorded wrongly."""

    model = DunningStep
    service = dunning_strike
    permission = "orders.strike_dunningstep"
    label = gettext_lazy("Strike out")
    form_class = forms.ReasonForm
    danger = True

    @classmethod
    def why_not(cls, record: DunningStep, user: Any = None) -> str:
        return _("It is struck out already.") if record.struck_at else ""


class DunningStepDetailPage(DetailPage):
    """One step, and what became of its promise."""

    model = DunningStep
    permission = "orders.view_dunningstep"
    actions = [DunningStepStrikePage]
    sections = [
        Section(
            gettext_lazy("Dunning step"),
            [
                Column("customer__name", gettext_lazy("Customer")),
                Column("dunned_on", gettext_lazy("Asked on"), kind="date"),
                Column(
                    "channel", gettext_lazy("By what way"), kind="choice", choices=DunningChannel
                ),
                Column("words", gettext_lazy("What was said"), secret=AMOUNT),
                Column("created_by__full_name", gettext_lazy("Asked by")),
                Column("next_on", gettext_lazy("Next step on"), kind="date"),
                Column("next_step", gettext_lazy("Next step"), secret=AMOUNT),
                Column("salesperson__full_name", gettext_lazy("Salesperson")),
            ],
        ),
        Section(
            gettext_lazy("Struck out"),
            [
                Column("struck_by__full_name", gettext_lazy("Struck out by")),
                Column("struck_at", gettext_lazy("Struck out at"), kind="datetime"),
                Column("strike_reason", gettext_lazy("Why struck out"), secret=AMOUNT),
            ],
        ),
    ]

    def figures(self, record: DunningStep) -> Sequence[Figure]:
        """What was past due, what was promised, what came."""
        n = record.days_late
        days = ngettext("%(n)d day late", "%(n)d days late", n) % {"n": n} if n else ""
        url = CustomerAccountPage.address(record.customer_id)
        found = [
            Figure(
                gettext_lazy("Past due"), record.overdue_amount, note=days, url=url, secret=AMOUNT
            )
        ]
        if record.promised_on is None:
            return found
        rows = with_promise(DunningStep.objects.filter(pk=record.pk), self.today)
        received, state = rows.values_list("promise_received", "promise_state").get()
        note = f"{record.promised_on:%Y-%m-%d}"
        tone = "late" if state == PromiseState.BROKEN else ""
        return [
            *found,
            Figure(
                gettext_lazy("Promised amount"), record.promised_amount, note=note, secret=AMOUNT
            ),
            Figure(
                gettext_lazy("Received by then"),
                received,
                note=str(PromiseState(state).label),
                tone=tone,
                secret=AMOUNT,
            ),
        ]


pages = [
    DunningListPage,
    DunningStepListPage,
    DunningStepDetailPage,
    DunningStepStrikePage,
    CustomerDunPage,
]
