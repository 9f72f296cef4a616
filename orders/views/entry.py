"""Typing an order: head, lines, panel."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import BusinessError, NotAllowed
from core.ui import CreatePage, EditPage
from core.ui.pages.form import FormPage
from orders.enums import OrderStatus
from orders.forms.entry import LineFormSet, OrderForm, lines_initial
from orders.models import Order, Verification
from orders.services import order_create, order_save_draft, order_submit

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
        drafts = [row.draft() for row in extras["lines"].rows()]
        facts = {"head": form.head(), "lines": drafts}
        if subject is None:
            order = self.call(order_create, **facts)
        else:
            order = self.call(
                order_save_draft,
                order=subject,
                seen_version=self._seen_version(),
                **facts,
            )
        if self.request.POST.get("do") == "submit":
            self._submit(order)
        return order

    def _submit(self, order: Order) -> None:
        try:
            with transaction.atomic():
                self.call(order_submit, order=order)
        except NotAllowed:
            raise
        except BusinessError as refusal:
            self.stopped = True
            sentence = _("Kept as a draft, not submitted: %(reason)s") % {"reason": refusal}
            messages.error(self.request, sentence)

    def success_url(self, record: Order) -> str:
        """A draft stays open for typing; a submitted order is shown."""
        handed_in = self.request.POST.get("do") == "submit" and not self.stopped
        page = "orders:order_detail" if handed_in else "orders:order_edit"
        return reverse(page, args=[record.pk])

    def message(self, record: Order) -> str:
        """Kept or handed in; a refusal has said what is needed."""
        if self.stopped:
            return ""
        if self._handed_in():
            record.refresh_from_db(fields=["number"])
            return _("%(record)s waits for its verification.") % {"record": record}
        return str(self.done)

    def _handed_in(self) -> bool:
        return self.request.POST.get("do") == "submit" and not self.stopped

    def _form(self, form: Any, extras: Any, *, status: int = 200, **more: Any) -> HttpResponse:
        rows = rows_shown(extras["lines"])
        more |= {
            "rows": rows,
            "blank": range(len(rows), len(rows) + SPARE),
            "aliases": ALIASES,
            "wrong": sum(1 for row in rows if row.errors),
            "returned": self._returned(),
        }
        return super()._form(form, extras, status=status, **more)

    def _returned(self) -> Verification | None:
        """Why the second person gave it back, if that was the last word."""
        order = self.subject()
        last = order.verifications.select_related("verified_by").first() if order else None
        return last if last and not last.is_passed else None


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
