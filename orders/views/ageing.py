"""Who owes how much since when, on any day, down to the items of a customer."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy

from core.clock import day_of
from core.ui.keys import key_of
from core.ui.pages.page import Page
from customers.models import Customer
from orders.models import Receivable
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

from .account import CustomerAccountPage
from .sheets import ageing_sheet, owed_sheet

NOBODY = "none"
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
        narrowed = as_asked(only)
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
            key = NOBODY if each.pk is None else each.pk
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
        narrowed = as_asked(only)
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


def only_of(asked: QueryDict) -> dict[str, int | None]:
    """To whom the ageing is narrowed; a key nobody can read is nobody's."""
    only: dict[str, int | None] = {}
    for name in NARROWED_BY:
        if text := asked.get(name, ""):
            only[name] = key_of(text)
            if text != NOBODY and only[name] is None:
                raise Http404
    return only


def as_asked(only: dict[str, int | None]) -> dict[str, Any]:
    """The same as a link says it."""
    return {name: NOBODY if pk is None else pk for name, pk in only.items()}


pages = [ReceivableAgeingPage, CustomerOwedPage]
