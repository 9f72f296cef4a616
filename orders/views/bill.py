"""Acceptance bills: the list, one bill, and where it goes."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.secrecy import AMOUNT
from core.ui import Column, DetailPage, Figure, ListPage, Section, forms
from orders.enums import BillStatus
from orders.forms.bill import (
    BillCollectForm,
    BillDiscountForm,
    BillDishonourForm,
    BillEndorseForm,
)
from orders.lists.bill import BillList, ripe_mark
from orders.models import Bill
from orders.services import (
    bill_collect,
    bill_discount,
    bill_dishonour,
    bill_endorse,
    bill_restore,
)

from .quantities import DatedAction

S = BillStatus


class BillListPage(ListPage):
    """Bills and their days."""

    list_class = BillList
    permission = "orders.view_bill"
    opens = "held"


class BillAction(DatedAction):
    """Stands on the page of the bill, and on that of its receipt as long as it can be done."""

    model = Bill

    @classmethod
    def button(cls, record: Any, user: Any) -> dict[str, Any] | None:
        bill = record if isinstance(record, Bill) else getattr(record, "bill", None)
        if bill is None or cls.state_refusal(bill):
            return None
        return super().button(bill, user)


class BillEndorsePage(BillAction):
    """Passed on to somebody we owe."""

    service = bill_endorse
    permission = "orders.endorse_bill"
    label = pgettext_lazy("bill", "Endorse")
    to = S.ENDORSED
    form_class = BillEndorseForm


class BillDiscountPage(BillAction):
    """Sold to a bank before its day."""

    service = bill_discount
    permission = "orders.discount_bill"
    label = pgettext_lazy("bill", "Discount")
    to = S.DISCOUNTED
    form_class = BillDiscountForm


class BillCollectPage(BillAction):
    """The acceptor paid."""

    service = bill_collect
    permission = "orders.collect_bill"
    label = pgettext_lazy("bill", "Collect")
    to = S.COLLECTED
    form_class = BillCollectForm
    primary = True


class BillDishonourPage(BillAction):
    """The acceptor did not pay: the debt revives."""

    service = bill_dishonour
    permission = "orders.dishonour_bill"
    label = pgettext_lazy("bill", "Dishonoured")
    to = S.DISHONOURED
    form_class = BillDishonourForm
    danger = True
    done = gettext_lazy("The bill was dishonoured; what it had settled is owed again.")


class BillRestorePage(BillAction):
    """It did not leave after all."""

    service = bill_restore
    permission = "orders.restore_bill"
    label = gettext_lazy("Take back into hand")
    to = S.HELD
    form_class = forms.ReasonForm


actions = [
    BillCollectPage,
    BillEndorsePage,
    BillDiscountPage,
    BillRestorePage,
    BillDishonourPage,
]


class BillDetailPage(DetailPage):
    """One bill."""

    model = Bill
    permission = "orders.view_bill"
    stages = [S.HELD, S.COLLECTED]
    actions = actions
    sections = [
        Section(
            gettext_lazy("Acceptance bill"),
            [
                Column("receipt__customer__name", gettext_lazy("Customer")),
                Column("receipt__bill_acceptor", gettext_lazy("Acceptor")),
                Column("receipt__received_on", gettext_lazy("Received on"), kind="date"),
                Column(
                    "receipt__bill_due_on",
                    gettext_lazy("Bill matures on"),
                    kind="date",
                    needs=("status",),
                    mark=ripe_mark,
                ),
                Column("endorsee", gettext_lazy("Endorsed to")),
                Column("endorsed_on", gettext_lazy("Endorsed on"), kind="date"),
                Column("discount_bank", gettext_lazy("Discounted at")),
                Column("discounted_on", gettext_lazy("Discounted on"), kind="date"),
                Column("collected_on", gettext_lazy("Collected on"), kind="date"),
                Column("dishonoured_on", gettext_lazy("Dishonoured on"), kind="date"),
                Column("dishonour_reason", gettext_lazy("Why dishonoured")),
            ],
        )
    ]

    def figures(self, record: Bill) -> Sequence[Figure]:
        """How much, by which receipt; what a discount brought and cost."""
        receipt = record.receipt
        url = reverse("orders:receipt_detail", args=[receipt.pk])
        figures = [
            Figure(
                gettext_lazy("Amount"),
                receipt.amount,
                note=_("Receipt %(number)s") % {"number": receipt.number},
                url=url,
                secret=AMOUNT,
            )
        ]
        if record.status == S.HELD and receipt.bill_due_on:
            left = (receipt.bill_due_on - self.today).days
            figures.append(Figure(gettext_lazy("Days left"), left, kind="int"))
        if record.proceeds_amount is not None:
            figures += [
                Figure(gettext_lazy("Proceeds"), record.proceeds_amount, secret=AMOUNT),
                Figure(gettext_lazy("Interest of the discount"), record.interest, secret=AMOUNT),
            ]
        return figures


pages = [BillListPage, BillDetailPage, *actions]
