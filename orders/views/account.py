"""The account of a customer, and how it was asked for money."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from core.clock import day_of
from core.ui.pages.page import Page
from customers.models import Customer
from orders.enums import PromiseState
from orders.selectors.account import Entry, customer_account
from orders.selectors.dunning import steps_of

from .sheets import account_sheet

STEPS = 5  # of dunning, the latest


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
        to_on = max(to_on, from_on)
        account = customer_account(self.record, from_on, to_on)
        if request.GET.get("format") == "xlsx":
            return account_sheet(self, account, from_on=from_on, to_on=to_on)
        user, steps = self.request.user, []
        if user.has_perm("orders.view_dunningstep", self.record):
            steps = list(steps_of(self.record.pk, user, self.today)[:STEPS])
        span = {"from": from_on.isoformat(), "to": to_on.isoformat()}
        before = {"to": (from_on - timedelta(days=1)).isoformat()}
        return self.answer(
            {
                "title": str(self.record),
                "record": self.record,
                "from_on": from_on,
                "to_on": to_on,
                "account": account,
                "rows": [(entry, link_of(entry)) for entry in account.entries],
                "steps": steps,
                "promise_states": PromiseState,
                "may_dun": user.has_perm("orders.record_dunningstep", self.record),
                "file_url": f"?{urlencode({**span, 'format': 'xlsx'})}",
                "opening_url": f"{request.path}?{urlencode(before)}",
            }
        )


def link_of(entry: Entry) -> str:
    """Where an entry of the account leads."""
    if entry.receipt:
        return reverse("orders:receipt_detail", args=[entry.receipt])
    return reverse("orders:order_detail", args=[entry.order]) if entry.order else ""


pages = [CustomerAccountPage]
