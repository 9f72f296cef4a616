"""Keeping the archive: who cares for a customer, its status, block, and two that are one."""

from decimal import Decimal
from typing import Any

from django.contrib.admin.utils import label_for_field
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.money import format_money
from core.secrecy import CREDIT, may_see
from core.ui import ActionPage, GatherPage, Page, forms
from core.ui.keys import key_of
from customers import services
from customers.forms import HandOverForm, MergeForm, OwnerForm, StatusForm
from customers.models import Customer
from customers.selectors import what_moves


class KeepingPage(ActionPage):
    """A command on a customer; a record that was merged into another takes none."""

    model = Customer

    @classmethod
    def why_not(cls, record: Customer, user: Any = None) -> str:
        merged = _("It was merged into another customer.") if record.merged_into_id else ""
        return merged or cls.stands_against(record)

    @classmethod
    def stands_against(cls, record: Customer) -> str:
        """Why not now, beside that."""
        return ""


class CustomerOwnerPage(KeepingPage):
    """Give the customer to another salesperson."""

    service = services.owner_change
    form_class = OwnerForm
    permission = "customers.hand_over_customer"
    label = gettext_lazy("Change salesperson")


class CustomerHandOverPage(GatherPage):
    """The ticked customers, or all of one who leaves, go to another salesperson."""

    model = Customer
    service = services.customers_hand_over
    form_class = HandOverForm
    permission = "customers.hand_over_customer"
    title = gettext_lazy("Hand over customers")
    label = gettext_lazy("Hand over")
    template = "customers/customer_hand_over.html"

    takes_none = True

    def rows(self) -> QuerySet[Customer]:
        return super().rows().open().select_related("owner", "region").order_by("code")

    def perform(self, form: Any, extras: Any, subject: Any) -> Any:
        self.successor = form.cleaned_data["successor"]
        self.count = super().perform(form, extras, subject)
        return self.count

    def message(self, _record: Any) -> str:
        sentence = ngettext(
            "%(n)d customer now belongs to %(who)s.",
            "%(n)d customers now belong to %(who)s.",
            self.count,
        )
        return sentence % {"n": self.count, "who": self.successor}

    def success_url(self, record: Any) -> str:
        return f"{reverse('customers:customer_list')}?owner={self.successor.pk}"


class CustomerStatusPage(KeepingPage):
    """Move a customer along potential, active, dormant, lost."""

    service = services.customer_move
    form_class = StatusForm
    permission = "customers.change_customer"
    label = gettext_lazy("Change status")


class CustomerBlockPage(KeepingPage):
    """Take no new orders."""

    service = services.customer_block
    form_class = forms.ReasonForm
    permission = "customers.block_customer"
    label = gettext_lazy("Block")
    danger = True

    @classmethod
    def stands_against(cls, record: Customer) -> str:
        return _("It is blocked already.") if record.is_blocked else ""


class CustomerUnblockPage(KeepingPage):
    """Take orders again."""

    service = services.customer_unblock
    form_class = forms.ReasonForm
    permission = "customers.block_customer"
    label = gettext_lazy("Unblock")

    @classmethod
    def stands_against(cls, record: Customer) -> str:
        return "" if record.is_blocked else _("It is not blocked.")


class CustomerMergePage(KeepingPage):
    """Two records of one customer become one; what would move is said beforehand."""

    service = services.customers_merge
    form_class = MergeForm
    permission = "customers.merge_customer"
    label = gettext_lazy("Merge")
    danger = True
    follow = "customers/_merge.html"

    def facts(self, record: Customer) -> dict[str, Any]:
        """What would move, and the two side by side once the other is chosen."""
        chosen = self.request.POST.get("into", "")
        return compared(record, _found(self.rows(), chosen), self.request.user)

    def success_url(self, record: Customer, result: Any) -> str:
        return reverse("customers:customer_detail", args=[result.pk])


class CustomerMergePreviewPage(Page):
    """The part of the merge that follows the choice of the other customer."""

    model = Customer
    kind = "preview"
    on_record = True
    permission = "customers.merge_customer"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.check_record()
        into = _found(self.rows(), request.GET.get("into", ""))
        context = {"record": record, **compared(record, into, request.user)}
        return self.answer(context, part="customers/_merge_preview.html")


def compared(gone: Customer, kept: Customer | None, user: Any) -> dict[str, Any]:
    """Both records as the person may read them, line by line, and what hangs on each."""
    shown = ["code", "name", "credit_code", "customer_class", "region", "owner", "status"]
    if may_see(user, CREDIT, gone) and (kept is None or may_see(user, CREDIT, kept)):
        shown.append("credit_limit")
    rows = [
        {
            "label": label_for_field(name, Customer),
            "gone": _written(gone, name),
            "kept": _written(kept, name) if kept else "",
        }
        for name in shown
    ]
    return {
        "into": kept,
        "compared": rows,
        "moving": what_moves(gone),
        "differ": bool(
            kept and kept.credit_code and gone.credit_code and kept.credit_code != gone.credit_code
        ),
    }


def _written(customer: Customer, name: str) -> Any:
    value = getattr(customer, name)
    if isinstance(value, Decimal):
        return format_money(value)
    word = getattr(customer, f"get_{name}_display", None)
    return (word() if word else value) or "—"


def _found(rows: QuerySet[Customer], text: str) -> Customer | None:
    """The customer chosen; what is no key of one is nothing chosen yet."""
    key = key_of(text)
    return rows.filter(pk=key).first() if key is not None else None


pages = [
    CustomerOwnerPage,
    CustomerHandOverPage,
    CustomerStatusPage,
    CustomerBlockPage,
    CustomerUnblockPage,
    CustomerMergePage,
    CustomerMergePreviewPage,
]
