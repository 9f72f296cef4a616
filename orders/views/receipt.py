"""Receipts: the list, registering, one receipt and what it settles."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.secrecy import AMOUNT
from core.ui import Column, CreatePage, DetailPage, Figure, ListPage, Section, Tab
from orders.enums import BillStatus, ReceiptMethod, ReceiptStatus
from orders.forms.money import (
    ReceiptAllocateForm,
    ReceiptForm,
    ReceiptReleaseForm,
    ReceiptReverseForm,
)
from orders.lists.part import AllocationList
from orders.lists.receipt import ReceiptList
from orders.lists.receipt_flow import ReceiptFlowList
from orders.lists.refund import RefundList
from orders.models import Receipt, Receivable
from orders.selectors.refunds import paid_back
from orders.services import (
    AllocationRow,
    receipt_allocate,
    receipt_register,
    receipt_release,
    receipt_reverse,
)

from . import bill
from .error import ReceiptErrorPage
from .quantities import DatedAction, QuantitiesPage
from .refund import ReceiptRefundPage

S = ReceiptStatus


class ReceiptListPage(ListPage):
    """Money that came in."""

    list_class = ReceiptList
    permission = "orders.view_receipt"
    create = "orders:receipt_create"
    importer = "core:import_start"


class ReceiptFlowPage(ListPage):
    """What the figure 'receipts' counts in a span."""

    list_class = ReceiptFlowList
    permission = "orders.view_receipt"
    page = "flow"
    path = "receipt/flow/"


class ReceiptCreatePage(CreatePage):
    """Register money, and settle what is owed."""

    model = Receipt
    form_class = ReceiptForm
    service = receipt_register
    permission = "orders.register_receipt"
    title = gettext_lazy("Register a receipt")
    done = gettext_lazy("The receipt is registered.")

    def initial(self) -> dict[str, Any]:
        return {"received_on": self.today}


class ReceiptAllocatePage(QuantitiesPage):
    """Settle items: by hand, or oldest due first."""

    model = Receipt
    service = receipt_allocate
    permission = "orders.allocate_receipt"
    label = gettext_lazy("Allocate")
    states = {S.REGISTERED}
    form_class = ReceiptAllocateForm
    primary = True

    @classmethod
    def why_not(cls, record: Receipt, user: Any = None) -> str:
        if reason := cls.state_refusal(record):
            return reason
        return "" if record.free_amount else _("All of it is allocated.")

    def arguments(self, form: Any) -> dict[str, Any]:
        typed = form.quantities()
        items = Receivable.objects.in_bulk(typed)
        rows = [AllocationRow(items[pk], number) for pk, number in typed.items()]
        return {**form.head(), "rows": rows or None}


class ReceiptReleasePage(DatedAction):
    """Take an allocation back."""

    model = Receipt
    service = receipt_release
    permission = "orders.allocate_receipt"
    label = gettext_lazy("Take an allocation back")
    states = {S.REGISTERED}
    form_class = ReceiptReleaseForm

    @classmethod
    def why_not(cls, record: Receipt, user: Any = None) -> str:
        if reason := cls.state_refusal(record):
            return reason
        settled = record.amount - record.free_amount - paid_back(record)
        return "" if settled else _("Nothing of it is allocated.")


class ReceiptReversePage(DatedAction):
    """The money went back."""

    model = Receipt
    service = receipt_reverse
    permission = "orders.reverse_receipt"
    label = gettext_lazy("Reverse the receipt")
    to = S.REVERSED
    form_class = ReceiptReverseForm
    danger = True

    @classmethod
    def why_not(cls, record: Receipt, user: Any = None) -> str:
        if reason := cls.state_refusal(record):
            return reason
        paper = getattr(record, "bill", None)
        if paper is None or paper.status == BillStatus.HELD:
            return ""
        return _("Its bill has left; say so on the bill.")


class ReceiptDetailPage(DetailPage):
    """One receipt."""

    model = Receipt
    permission = "orders.view_receipt"
    stages = [S.REGISTERED]
    actions = [
        ReceiptAllocatePage,
        ReceiptReleasePage,
        ReceiptRefundPage,
        *bill.actions,
        ReceiptReversePage,
        ReceiptErrorPage,
    ]
    sections = [
        Section(
            gettext_lazy("Receipt"),
            [
                Column("customer__name", gettext_lazy("Customer")),
                Column("received_on", gettext_lazy("Received on"), kind="date"),
                Column("method", gettext_lazy("Method"), kind="choice", choices=ReceiptMethod),
                Column("reference", gettext_lazy("Bank reference"), kind="code"),
                Column("payer", gettext_lazy("Payer")),
                Column("payer_paper", gettext_lazy("Paper of the third-party payer")),
                Column("bill_number", gettext_lazy("Bill number"), kind="code"),
                Column("bill_acceptor", gettext_lazy("Acceptor")),
                Column("bill_due_on", gettext_lazy("Bill matures on"), kind="date"),
                Column("bill__status", gettext_lazy("Bill"), kind="state", choices=BillStatus),
                Column("salesperson__full_name", gettext_lazy("Salesperson")),
                Column("reversed_on", gettext_lazy("Reversed on"), kind="date"),
                Column("reverse_reason", gettext_lazy("Why reversed")),
                Column("note", gettext_lazy("Note")),
            ],
        )
    ]
    tabs = [
        Tab("allocations", gettext_lazy("Allocations"), list_class=AllocationList, by="receipt"),
        Tab("refunds", gettext_lazy("Refunds"), list_class=RefundList, by="receipt"),
    ]

    def figures(self, record: Receipt) -> Sequence[Figure]:
        """Received, settled, paid back, free."""
        is_here = record.status == S.REGISTERED
        back = paid_back(record)
        free = record.free_amount if is_here else None
        settled = record.amount - record.free_amount - back if is_here else None
        figures = [
            Figure(gettext_lazy("Amount received"), record.amount, secret=AMOUNT),
            Figure(gettext_lazy("Allocated"), settled, secret=AMOUNT),
            Figure(gettext_lazy("Paid back"), back, secret=AMOUNT),
            Figure(gettext_lazy("Not allocated"), free, secret=AMOUNT),
        ]
        shown = figures if back else [*figures[:2], figures[3]]
        return [*shown, *_bill_figure(record)]


def _bill_figure(record: Receipt) -> list[Figure]:
    """Where its bill is, and the way to it."""
    paper = getattr(record, "bill", None)
    if paper is None:
        return []
    url = bill.BillDetailPage.address(paper.pk)
    state = str(paper.get_status_display())
    label = gettext_lazy("Acceptance bill")
    return [Figure(label, state, note=record.bill_acceptor or str(paper), url=url, kind="text")]


pages = [
    ReceiptListPage,
    ReceiptFlowPage,
    ReceiptCreatePage,
    ReceiptDetailPage,
    ReceiptAllocatePage,
    ReceiptReleasePage,
    ReceiptReversePage,
]
