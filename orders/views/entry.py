"""Typing an order: head, lines, panel."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from approvals.enums import Verdict
from core.errors import BusinessError, NotAllowed
from core.ui import CreatePage, EditPage
from core.ui.pages.form import FormPage
from orders.enums import OrderStatus
from orders.forms.entry import AskForm, OrderForm
from orders.forms.entry_lines import LineForm, LineFormSet, lines_initial
from orders.models import Order, Verification
from orders.selectors.approval import request_under_way, stops_of
from orders.services import (
    LineRefused,
    order_create,
    order_request_approval,
    order_save_draft,
    order_submit,
)

from .actions import OrderRequestApprovalPage
from .entry_rows import ALIASES, rows_shown

SPARE = 4


class OrderEntry(FormPage):
    """What typing a new order and a stored draft share."""

    template = "orders/order_entry.html"
    form_class = OrderForm
    stopped = False

    def extra_forms(self, data: Any, files: Any) -> dict[str, Any]:
        """The line grid."""
        if data is not None:
            return {"lines": LineFormSet(data, prefix="lines")}
        order = self.subject()
        initial = lines_initial(order) if order else []
        return {"lines": LineFormSet(initial=initial, prefix="lines")}

    def perform(self, form: OrderForm, extras: dict[str, Any], subject: Any) -> Order:
        """Keep the draft; hand it in when asked, and keep it also when that is refused."""
        order = self._kept(form, extras["lines"].rows(), subject)
        if self.wanted == "submit":
            self._go_on(order_submit, order)
        elif self.wanted == "approval":
            self._go_on(self._ask, order)
        return order

    def _kept(self, form: OrderForm, rows: list[LineForm], subject: Any) -> Order:
        """The draft as typed; what is wrong with a line is said at its cell too."""
        facts = {"head": form.head(), "lines": [row.draft() for row in rows]}
        try:
            if subject is None:
                made: Order = self.call(order_create, **facts)
                return made
            facts |= {"order": subject, "seen_version": self._seen_version()}
            kept: Order = self.call(order_save_draft, **facts)
        except LineRefused as refusal:
            rows[refusal.position - 1].add_error(refusal.field, str(refusal))
            raise
        return kept

    def _ask(self, *, actor: User, order: Order, at: datetime) -> None:
        """Ask for approval, with what was typed beside the stops."""
        form = AskForm(self.request.POST)
        if not form.is_valid():
            raise BusinessError(str(form.errors["approval_reason"][0]))
        reason = form.cleaned_data["approval_reason"]
        order_request_approval(actor=actor, order=order, reason=reason, at=at)

    @property
    def wanted(self) -> str:
        """Which button was pressed: keep the draft, hand it in, or ask for approval."""
        return str(self.request.POST.get("do", ""))

    def _go_on(self, service: Any, order: Order, **arguments: Any) -> None:
        try:
            with transaction.atomic():
                self.call(service, order=order, **arguments)
        except NotAllowed:
            raise
        except BusinessError as refusal:
            self.stopped = True
            sentence = _("Kept as a draft, not submitted: %(reason)s") % {"reason": refusal}
            messages.error(self.request, sentence)

    def success_url(self, record: Order) -> str:
        """A draft stays open for typing; a submitted order is shown."""
        page = "orders:order_detail" if self._went_on() else "orders:order_edit"
        return reverse(page, args=[record.pk])

    def message(self, record: Order) -> str:
        """Kept or handed in; a refusal has said what is needed."""
        if self.stopped:
            return ""
        if self._went_on() and self.wanted == "approval":
            return _("%(record)s is under approval.") % {"record": record}
        if self._went_on():
            record.refresh_from_db(fields=["number"])
            return _("%(record)s waits for its verification.") % {"record": record}
        return str(self.done)

    def _went_on(self) -> bool:
        return self.wanted in {"submit", "approval"} and not self.stopped

    def _form(self, form: Any, extras: Any, *, status: int = 200, **more: Any) -> HttpResponse:
        rows = rows_shown(extras["lines"])
        more |= {
            "rows": rows,
            "blank": range(len(rows), len(rows) + SPARE),
            "aliases": ALIASES,
            "wrong": sum(1 for row in rows if row.errors),
            "returned": self._returned(),
            **self._approval(),
        }
        return super()._form(form, extras, status=status, **more)

    def _returned(self) -> Verification | None:
        """Why the second person gave it back, if that was the last word."""
        order = self.subject()
        last = order.verifications.select_related("verified_by").first() if order else None
        return last if last and not last.is_passed else None

    def _approval(self) -> dict[str, Any]:
        """What stops the draft and may be let pass, and who was asked already."""
        order = self.subject()
        if order is None or not OrderRequestApprovalPage.is_for(self.request.user, order):
            return {}
        stops = stops_of(order)
        asked = request_under_way(order) if stops else None
        return {
            "stops": list(dict.fromkeys(answer.sentence for answer in stops)),
            "asked": asked,
            "answer": asked.decisions.filter(verdict=Verdict.RETURNED).last() if asked else None,
        }


class OrderCreatePage(OrderEntry, CreatePage):
    """A new order."""

    model = Order
    permission = "orders.add_order"
    title = gettext_lazy("New sales order")
    service = order_create
    done = gettext_lazy("Draft saved.")

    def initial(self) -> dict[str, Any]:
        return {"received_at": self.now, "received_via": "phone", "prices_include_tax": "1"}


class OrderEditPage(OrderEntry, EditPage):
    """A stored draft."""

    model = Order
    permission = "orders.change_order"
    service = order_save_draft
    done = gettext_lazy("Draft saved.")

    @classmethod
    def why_not(cls, record: Order, user: Any = None) -> str:
        if record.status != OrderStatus.DRAFT:
            return _("Only a draft can be edited; after that an order changes by request.")
        return ""

    def initial(self) -> dict[str, Any]:
        return {"prices_include_tax": str(int(self.record.prices_include_tax))}


pages = [OrderCreatePage, OrderEditPage]
