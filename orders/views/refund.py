"""Refunds: asked for on the page of a receipt, paid by another person."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.secrecy import AMOUNT
from core.ui import ActionPage, Column, DetailPage, Figure, ListPage, Section, forms
from orders.enums import ReceiptMethod, ReceiptStatus, RefundStatus
from orders.forms.refund import RefundPayForm, RefundRequestForm
from orders.lists.refund import RefundList
from orders.models import Receipt, Refund
from orders.selectors.refunds import still_free
from orders.services import refund_cancel, refund_pay, refund_request

from .quantities import DatedAction

S = RefundStatus


class ReceiptRefundPage(ActionPage):
    """Ask that money be paid back."""

    model = Receipt
    service = refund_request
    permission = "orders.request_refund"
    label = gettext_lazy("Pay back")
    states = {ReceiptStatus.REGISTERED}
    form_class = RefundRequestForm
    done = gettext_lazy("The refund is asked for; another person pays it.")

    @classmethod
    def why_not(cls, record: Receipt, user: Any = None) -> str:
        if reason := cls.state_refusal(record):
            return reason
        return "" if still_free(record) else _("Nothing of it is free.")

    def initial(self) -> dict[str, Any]:
        """All that is free and not asked for."""
        return {"amount": still_free(self.record)}

    def success_url(self, record: Receipt, result: Any) -> str:
        return reverse("orders:refund_detail", args=[result.pk])


class RefundListPage(ListPage):
    """Money that goes back."""

    list_class = RefundList
    permission = "orders.view_refund"


class RefundPayPage(DatedAction):
    """The money went out."""

    model = Refund
    service = refund_pay
    permission = "orders.pay_refund"
    label = gettext_lazy("Confirm payment")
    to = S.PAID
    form_class = RefundPayForm
    primary = True

    @classmethod
    def why_not(cls, record: Refund, user: Any = None) -> str:
        if reason := cls.state_refusal(record):
            return reason
        is_maker = user is not None and user == record.created_by
        return _("Somebody other than who asked for the refund confirms it.") if is_maker else ""


class RefundCancelPage(ActionPage):
    """It is not paid after all."""

    model = Refund
    service = refund_cancel
    permission = "orders.request_refund"
    label = gettext_lazy("Give up")
    to = S.CANCELLED
    form_class = forms.ReasonForm
    danger = True


class RefundDetailPage(DetailPage):
    """One refund."""

    model = Refund
    permission = "orders.view_refund"
    stages = [S.REQUESTED, S.PAID]
    actions = [RefundPayPage, RefundCancelPage]
    sections = [
        Section(
            gettext_lazy("Refund"),
            [
                Column("customer__name", gettext_lazy("Customer")),
                Column("method", gettext_lazy("Method"), kind="choice", choices=ReceiptMethod),
                Column("reason", gettext_lazy("Reason")),
                Column("refunded_on", gettext_lazy("Paid back on"), kind="date"),
                Column("reference", gettext_lazy("Bank reference"), kind="code"),
                Column("created_by__full_name", gettext_lazy("Asked for by")),
                Column("paid_by__full_name", gettext_lazy("Paid by")),
                Column("salesperson__full_name", gettext_lazy("Salesperson")),
            ],
        )
    ]

    def figures(self, record: Refund) -> Sequence[Figure]:
        """How much, and of which receipt."""
        receipt = record.receipt
        url = reverse("orders:receipt_detail", args=[receipt.pk])
        return [
            Figure(gettext_lazy("Amount"), record.amount, secret=AMOUNT),
            Figure(
                gettext_lazy("Amount received"),
                receipt.amount,
                note=receipt.number,
                url=url,
                secret=AMOUNT,
            ),
            Figure(gettext_lazy("Not allocated"), receipt.free_amount, secret=AMOUNT),
        ]


pages = [
    RefundListPage,
    RefundDetailPage,
    RefundPayPage,
    RefundCancelPage,
    ReceiptRefundPage,
]
