"""Money owed: the items, their ageing on any day, and the account of a customer."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import day_of
from core.secrecy import AMOUNT
from core.ui import Column, DetailPage, Figure, ListPage, Section, Tab
from core.ui.keys import key_of
from core.ui.pages.page import Page
from customers.models import Customer
from orders.enums import PromiseState, ReceivablePortion, ReceivableSource
from orders.forms.money import ReceivableNetForm, ReceivableUnnetForm
from orders.lists.part import SettledList
from orders.lists.receivable import ReceivableList
from orders.models import Receivable
from orders.selectors.account import customer_account
from orders.selectors.dunning import steps_of
from orders.selectors.receivables import (
    AROSE,
    BUCKETS,
    DUE,
    GROUPS,
    NARROWED_BY,
    Aged,
    open_items_at,
    receivables_at,
    retention_of,
    total_of,
)
from orders.services import AllocationRow, receivable_net, receivable_unnet

from .quantities import DatedAction, QuantitiesPage
from .sheets import account_sheet, ageing_sheet, owed_sheet

STEPS = 5  # of dunning, the latest, on the account of a customer
SINCE = {DUE: gettext_lazy("Days past due"), AROSE: gettext_lazy("Days since it arose")}
HEADS = {
    DUE: [gettext_lazy("Not due"), *BUCKETS],
    AROSE: [gettext_lazy("Credits"), "0-30", *list(BUCKETS)[1:]],
}
OLDEST = {
    DUE: gettext_lazy("Oldest, days"),
    AROSE: gettext_lazy("Oldest, days since it arose"),
}
LABELS = {
    "customer": gettext_lazy("Customer"),
    "salesperson": gettext_lazy("Salesperson"),
    "region": gettext_lazy("Region"),
}


class ReceivableListPage(ListPage):
    """Items of money owed; opens on what is."""

    list_class = ReceivableList
    permission = "orders.view_receivable"
    opens = "open"


class ReceivableNetPage(QuantitiesPage):
    """Set a credit against what the customer owes."""

    model = Receivable
    service = receivable_net
    permission = "orders.net_receivable"
    label = gettext_lazy("Set against receivables")
    form_class = ReceivableNetForm
    primary = True

    @classmethod
    def why_not(cls, record: Receivable, user: Any = None) -> str:
        return "" if record.open_amount < 0 else _("This is no credit, or nothing of it is left.")

    def arguments(self, form: Any) -> dict[str, Any]:
        typed = form.quantities()
        items = Receivable.objects.in_bulk(typed)
        rows = [AllocationRow(items[pk], number) for pk, number in typed.items()]
        return {**form.head(), "rows": rows or None}


class ReceivableUnnetPage(DatedAction):
    """Take the netting of a credit back."""

    model = Receivable
    service = receivable_unnet
    permission = "orders.net_receivable"
    label = gettext_lazy("Take the netting back")
    form_class = ReceivableUnnetForm

    @classmethod
    def why_not(cls, record: Receivable, user: Any = None) -> str:
        netted = record.amount < 0 and record.open_amount != record.amount
        return "" if netted else _("Nothing of it is netted.")


class ReceivableDetailPage(DetailPage):
    """One item: what it arose from, and what reduced it from which day."""

    model = Receivable
    permission = "orders.view_receivable"
    actions = [ReceivableNetPage, ReceivableUnnetPage]
    sections = [
        Section(
            gettext_lazy("Receivable"),
            [
                Column("customer__name", gettext_lazy("Customer")),
                Column(
                    "source", gettext_lazy("Arose from"), kind="choice", choices=ReceivableSource
                ),
                Column(
                    "portion",
                    gettext_lazy("Price or retention"),
                    kind="choice",
                    choices=ReceivablePortion,
                ),
                Column("arose_on", gettext_lazy("Arose on"), kind="date"),
                Column("due_on", gettext_lazy("Due on"), kind="date"),
                Column("order__number", gettext_lazy("Order"), kind="code"),
                Column("shipment__number", gettext_lazy("Shipment"), kind="code"),
                Column("invoice__number", gettext_lazy("Invoice"), kind="code"),
                Column("sales_return__number", gettext_lazy("Return"), kind="code"),
                Column("salesperson__full_name", gettext_lazy("Salesperson")),
            ],
        )
    ]
    tabs = [
        Tab("settled", gettext_lazy("What reduced it"), list_class=SettledList, by="receivable")
    ]

    def figures(self, record: Receivable) -> Sequence[Figure]:
        """Arisen, settled, open."""
        return [
            Figure(
                gettext_lazy("Amount"),
                record.amount,
                url=reverse("orders:order_detail", args=[record.order_id])
                if record.order_id
                else "",
                note=str(record.order or ""),
                secret=AMOUNT,
            ),
            Figure(gettext_lazy("Settled"), record.amount - record.open_amount, secret=AMOUNT),
            Figure(gettext_lazy("Outstanding"), record.open_amount, secret=AMOUNT),
        ]


class ReceivableAgeingPage(Page):
    """Who owes how much since when, on any day."""

    model = Receivable
    kind = "ageing"
    permission = "orders.view_receivable"
    title = gettext_lazy("Ageing")
    template = "orders/ageing.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        on = day_of(request.GET.get("on"), self.today)
        by, since = request.GET.get("by", "customer"), request.GET.get("since", DUE)
        if by not in GROUPS or since not in SINCE:
            raise Http404
        only = only_of(request.GET)
        groups = receivables_at(on, by=by, user=self.request.user, only=only, since=since)
        groups.sort(key=lambda each: -each.overdue)
        if request.GET.get("format") == "xlsx":
            label, heads, oldest = LABELS[by], HEADS[since], OLDEST[since]
            return ageing_sheet(self, groups, label=label, heads=heads, oldest=oldest)
        narrowed = {name: "none" if pk is None else pk for name, pk in only.items()}
        here = {"on": on.isoformat(), **({} if since == DUE else {"since": since}), **narrowed}
        return self.answer(
            {
                "on": on,
                "by": by,
                "since": since,
                "only": narrowed.items(),
                "choices": LABELS.items(),
                "sinces": SINCE.items(),
                "label": LABELS[by],
                "heads": HEADS[since],
                "oldest": OLDEST[since],
                "groups": [(each, self._inside(each, by, here)) for each in groups],
                "total": total_of(groups),
                "is_past": on < self.today,
                "file_url": "?" + urlencode({**here, "by": by, "format": "xlsx"}),
            }
        )

    def _inside(self, each: Aged, by: str, here: dict[str, Any]) -> str:
        """What a row is made of: the customers of a person or region, the items of a customer."""
        if by != "customer":
            key = "none" if each.pk is None else each.pk
            return "?" + urlencode({**here, "by": "customer", by: key})
        return f"{CustomerOwedPage.address(each.pk)}?{urlencode(here)}"


class CustomerOwedPage(Page):
    """The open items of a customer on any day, with their age."""

    model = Customer
    kind = "owed"
    on_record = True
    permission = "orders.view_receivable"
    template = "orders/owed.html"
    namespace = "orders"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        on = day_of(request.GET.get("on"), self.today)
        only = only_of(request.GET)
        user, pk = self.request.user, self.record.pk
        items = list(open_items_at(on, user=user, customer=pk, only=only))
        retention = retention_of(items)
        if request.GET.get("format") == "xlsx":
            return owed_sheet(self, items, retention)
        narrowed = {name: "none" if pk is None else pk for name, pk in only.items()}
        here = {"on": on.isoformat(), **narrowed}
        return self.answer(
            {
                "title": str(self.record),
                "record": self.record,
                "on": on,
                "only": narrowed.items(),
                "items": items,
                "total": sum(item.outstanding for item in items),
                "retention": retention,
                "account_url": CustomerAccountPage.address(self.record.pk),
                "file_url": "?" + urlencode({**here, "format": "xlsx"}),
            }
        )


class CustomerAccountPage(Page):
    """The account of a customer 往来明细账 with its running balance."""

    model = Customer
    kind = "account"
    on_record = True
    permission = "orders.view_receivable"
    template = "orders/account.html"
    namespace = "orders"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        to_on = day_of(request.GET.get("to"), self.today)
        from_on = day_of(request.GET.get("from"), to_on.replace(month=1, day=1))
        account = customer_account(self.record, from_on, max(to_on, from_on))
        if request.GET.get("format") == "xlsx":
            return account_sheet(self, account, from_on=from_on, to_on=max(to_on, from_on))
        before = from_on - timedelta(days=1)
        user = self.request.user
        return self.answer(
            {
                "title": str(self.record),
                "record": self.record,
                "from_on": from_on,
                "to_on": to_on,
                "account": account,
                "rows": [(entry, link_of(entry)) for entry in account.entries],
                "steps": steps_of(self.record.pk, user, self.today)[:STEPS]
                if user.has_perm("orders.view_dunningstep", self.record)
                else [],
                "promise_states": PromiseState,
                "may_dun": user.has_perm("orders.record_dunningstep", self.record),
                "file_url": "?"
                + urlencode(
                    {"from": from_on.isoformat(), "to": to_on.isoformat(), "format": "xlsx"}
                ),
                "opening_url": self.request.path + "?" + urlencode({"to": before.isoformat()}),
            }
        )


def link_of(entry: Any) -> str:
    """Where an entry of the account leads."""
    if entry.receipt:
        return reverse("orders:receipt_detail", args=[entry.receipt])
    return reverse("orders:order_detail", args=[entry.order]) if entry.order else ""


def only_of(asked: QueryDict) -> dict[str, int | None]:
    """To whom the ageing is narrowed; a key nobody can read is nobody's."""
    only: dict[str, int | None] = {}
    for name in NARROWED_BY:
        if text := asked.get(name, ""):
            only[name] = key_of(text)
            if text != "none" and only[name] is None:
                raise Http404
    return only


pages = [
    ReceivableListPage,
    ReceivableDetailPage,
    ReceivableNetPage,
    ReceivableUnnetPage,
    ReceivableAgeingPage,
    CustomerOwedPage,
    CustomerAccountPage,
]
