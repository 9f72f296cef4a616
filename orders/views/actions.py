"""What can be done with an order: one small class per command."""

from datetime import timedelta
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.ui import ActionPage
from core.ui.forms import ReasonForm
from orders.enums import ORDER_OPEN, OrderStatus
from orders.forms.fulfilment import IssueForm, ShortCloseForm
from orders.models import Order
from orders.selectors.approval import request_under_way, stops_of
from orders.selectors.credit_stop import credit_stop
from orders.services import (
    issue_open,
    line_short_close,
    order_cancel,
    order_copy,
    order_hold,
    order_release,
    order_request_approval,
    order_resume,
    order_return,
    order_submit,
)

S = OrderStatus


def approval_waits(order: Order) -> str:
    """Who is looking at the order's stops, if anybody is."""
    waiting = request_under_way(order)
    if waiting is None or not waiting.is_waiting:
        return ""
    return _("Waits for %(people)s already.") % {"people": waiting.waits_for}


class OrderStepPage(ActionPage):
    """A command of one step; the button is only there while the order stands near that step."""

    model = Order
    permission: ClassVar[str | None] = None
    near: ClassVar[set[str]] = set()

    @classmethod
    def button(cls, record: Order, user: Any) -> dict[str, Any] | None:
        return super().button(record, user) if record.status in cls.near else None


class OrderSubmitPage(OrderStepPage):
    """Draft → to be verified."""

    model = Order
    service = order_submit
    permission = "orders.submit_order"
    label = gettext_lazy("Submit for verification")
    near = {S.DRAFT}
    to = S.SUBMITTED
    primary = True
    done = gettext_lazy("%(record)s waits for its verification.")

    @classmethod
    def why_not(cls, record: Order, user: Any = None) -> str:
        return cls.state_refusal(record) or approval_waits(record)


class OrderRequestApprovalPage(OrderStepPage):
    """Up to those who may let a stop pass; offered only where there is one."""

    model = Order
    service = order_request_approval
    permission = "orders.submit_order"
    label = gettext_lazy("Ask for approval")
    near = {S.DRAFT}
    states = {S.DRAFT}
    form_class = ReasonForm
    done = gettext_lazy("%(record)s is under approval.")

    @classmethod
    def button(cls, record: Order, user: Any) -> dict[str, Any] | None:
        is_draft = record.status == S.DRAFT
        return super().button(record, user) if is_draft and stops_of(record) else None

    @classmethod
    def why_not(cls, record: Order, user: Any = None) -> str:
        if reason := cls.state_refusal(record):
            return reason
        if reason := approval_waits(record):
            return reason
        return "" if stops_of(record) else _("Nothing stops this order; just submit it.")


class OrderReturnPage(OrderStepPage):
    """Back to the maker."""

    model = Order
    service = order_return
    permission = "orders.return_order"
    label = gettext_lazy("Return to draft")
    near = {S.SUBMITTED}
    states = {S.SUBMITTED}
    form_class = ReasonForm
    done = gettext_lazy("%(record)s is a draft again.")


class OrderReleasePage(OrderStepPage):
    """To production and purchasing."""

    model = Order
    service = order_release
    permission = "orders.release_order"
    label = gettext_lazy("Release")
    near = {S.SUBMITTED, S.CONFIRMED}
    to = S.RELEASED
    primary = True
    done = gettext_lazy("%(record)s is handed over.")

    @classmethod
    def why_not(cls, record: Order, user: Any = None) -> str:
        if reason := cls.state_refusal(record):
            return reason
        if record.is_on_hold:
            return _("The order is on hold.")
        return credit_stop(record.customer, user)

    def success_url(self, record: Order, result: Any) -> str:
        return reverse("orders:order_detail", args=[record.pk])


class OrderHoldPage(ActionPage):
    """Nothing moves until it is taken up again."""

    model = Order
    service = order_hold
    permission = "orders.hold_order"
    label = gettext_lazy("Put on hold")
    states = {S.SUBMITTED, *ORDER_OPEN}
    form_class = ReasonForm

    @classmethod
    def button(cls, record: Order, user: Any) -> dict[str, Any] | None:
        return None if record.is_on_hold else super().button(record, user)


class OrderResumePage(ActionPage):
    """Taken up again."""

    model = Order
    service = order_resume
    permission = "orders.resume_order"
    label = gettext_lazy("Take up again")

    @classmethod
    def button(cls, record: Order, user: Any) -> dict[str, Any] | None:
        return super().button(record, user) if record.is_on_hold else None


class OrderCancelPage(ActionPage):
    """The order ends with a reason."""

    model = Order
    service = order_cancel
    permission = "orders.cancel_order"
    label = gettext_lazy("Cancel order")
    to = S.CANCELLED
    form_class = ReasonForm
    danger = True

    @classmethod
    def why_not(cls, record: Order, user: Any = None) -> str:
        if reason := cls.state_refusal(record):
            return reason
        return _("Goods were shipped: use a return or a change.") if record.shipped_amount else ""


class OrderShortClosePage(ActionPage):
    """What is still open of a line is given up."""

    model = Order
    service = line_short_close
    permission = "orders.short_close_order"
    label = gettext_lazy("Short-close a line")
    states = ORDER_OPEN
    form_class = ShortCloseForm

    def perform(self, record: Order, form: Any) -> Any:
        return self.call(line_short_close, **form.cleaned_data)

    def success_url(self, record: Order, result: Any) -> str:
        return reverse("orders:order_detail", args=[record.pk])


class OrderCopyPage(ActionPage):
    """The same again as a new draft."""

    model = Order
    service = order_copy
    permission = "orders.add_order"
    label = gettext_lazy("Copy")
    done = gettext_lazy("A new draft with the same lines.")

    def success_url(self, record: Order, result: Any) -> str:
        return reverse("orders:order_edit", args=[result.pk])


class OrderIssuePage(ActionPage):
    """Something went wrong."""

    model = Order
    service = issue_open
    permission = "orders.add_orderissue"
    label = gettext_lazy("Log an issue")
    states = {*ORDER_OPEN, S.CLOSED}
    form_class = IssueForm

    def initial(self) -> dict[str, Any]:
        return {"due_on": self.today + timedelta(days=2), "owner": self.request.user.pk}

    def success_url(self, record: Order, result: Any) -> str:
        return reverse("orders:order_detail", args=[record.pk]) + "?tab=issues"
