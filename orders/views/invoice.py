"""Invoices: the ledger, one invoice, and its way."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.secrecy import AMOUNT
from core.ui import Column, DetailPage, Figure, ListPage, Section, Tab
from core.ui.forms import ReasonForm
from customers.models import Customer
from orders.enums import (
    DIGITAL_KINDS,
    ORDER_COUNTS,
    InvoiceKind,
    InvoiceStatus,
    RedBegunBy,
)
from orders.forms.money import (
    CustomerInvoiceForm,
    InvoiceIssueForm,
    InvoiceReceiveForm,
    InvoiceSendForm,
    InvoiceVoidForm,
    OrderInvoiceForm,
)
from orders.lists.invoice import InvoiceList
from orders.lists.part import InvoiceLineList
from orders.models import Invoice, Order, OrderLine
from orders.selectors.invoice_books import next_paper
from orders.services import (
    InvoiceRow,
    invoice_apply,
    invoice_cancel,
    invoice_issue,
    invoice_receive,
    invoice_send,
    invoice_void,
)

from .error import InvoiceErrorPage
from .quantities import DatedAction, QuantitiesPage
from .red_letter import InvoiceReversePage
from .worth import worth_figures

S = InvoiceStatus


class InvoiceListPage(ListPage):
    """The invoice ledger."""

    list_class = InvoiceList
    permission = "orders.view_invoice"
    importer = "core:import_start"


class OrderInvoicePage(QuantitiesPage):
    """Apply for an invoice of an order."""

    model = Order
    service = invoice_apply
    permission = "orders.apply_invoice"
    label = gettext_lazy("Apply for an invoice")
    states = ORDER_COUNTS
    form_class = OrderInvoiceForm
    done = gettext_lazy("The invoice is applied for.")

    def initial(self) -> dict[str, Any]:
        """As the customer's archive says."""
        return {"on": self.today, **billed_to(self.record.customer)}

    def perform(self, record: Order, form: Any) -> Any:
        lines = record.lines.in_bulk()
        rows = [InvoiceRow(lines[pk], number) for pk, number in form.quantities().items()]
        return self.call(invoice_apply, customer=record.customer, rows=rows, **form.head())

    def success_url(self, record: Order, result: Invoice) -> str:
        return InvoiceDetailPage.address(result.pk)


class CustomerInvoicePage(QuantitiesPage):
    """Apply for one invoice over several orders of a customer."""

    model = Customer
    namespace = "orders"
    service = invoice_apply
    permission = "orders.apply_invoice"
    label = gettext_lazy("Invoice several orders")
    form_class = CustomerInvoiceForm
    done = gettext_lazy("The invoice is applied for.")

    def initial(self) -> dict[str, Any]:
        """As the customer's archive says."""
        return {"on": self.today, **billed_to(self.record)}

    def perform(self, record: Customer, form: Any) -> Any:
        typed = form.quantities()
        lines = OrderLine.objects.in_bulk(typed)
        rows = [InvoiceRow(lines[pk], number) for pk, number in typed.items()]
        return self.call(invoice_apply, customer=record, rows=rows, **form.head())

    def success_url(self, record: Customer, result: Invoice) -> str:
        return InvoiceDetailPage.address(result.pk)


def billed_to(customer: Customer) -> dict[str, str]:
    """Whom the invoice names."""
    return {
        "title": customer.invoice_title or customer.name,
        "tax_number": customer.tax_number or customer.credit_code or "",
    }


def own_paper(user: Any, invoice: Invoice) -> dict[str, str]:
    """Code and number of the next paper of the person's own book, to be typed over."""
    paper = None if invoice.kind in DIGITAL_KINDS else next_paper(user, invoice.kind)
    return {"code": paper.code, "number": paper.number} if paper else {}


class InvoiceIssuePage(DatedAction):
    """It was issued."""

    model = Invoice
    service = invoice_issue
    permission = "orders.issue_invoice"
    label = gettext_lazy("Register as issued")
    to = S.ISSUED
    form_class = InvoiceIssueForm
    primary = True

    def initial(self) -> dict[str, Any]:
        """Today; for a paper invoice the next paper of one's own book."""
        return {**super().initial(), **own_paper(self.request.user, self.record)}


class InvoiceSendPage(DatedAction):
    """It went to the customer."""

    model = Invoice
    service = invoice_send
    permission = "orders.send_invoice"
    label = gettext_lazy("Sent")
    to = S.SENT
    form_class = InvoiceSendForm
    primary = True


class InvoiceReceivePage(DatedAction):
    """The customer has it."""

    model = Invoice
    service = invoice_receive
    permission = "orders.receive_invoice"
    label = gettext_lazy("Customer has it")
    to = S.RECEIVED
    form_class = InvoiceReceiveForm
    primary = True


class InvoiceVoidPage(DatedAction):
    """Older paper, in its month."""

    model = Invoice
    service = invoice_void
    permission = "orders.void_invoice"
    label = gettext_lazy("Void")
    to = S.VOIDED
    form_class = InvoiceVoidForm
    danger = True

    @classmethod
    def why_not(cls, record: Invoice, user: Any = None) -> str:
        if record.kind in DIGITAL_KINDS:
            return _("Fully digital: only a red letter takes it back.")
        return cls.state_refusal(record)


class InvoiceCancelPage(DatedAction):
    """The application is withdrawn."""

    model = Invoice
    service = invoice_cancel
    permission = "orders.cancel_invoice"
    label = gettext_lazy("Withdraw")
    to = S.CANCELLED
    form_class = ReasonForm
    danger = True


class InvoiceDetailPage(DetailPage):
    """One invoice."""

    model = Invoice
    permission = "orders.view_invoice"
    stages = [S.APPLIED, S.ISSUED, S.SENT, S.RECEIVED]
    actions = [
        InvoiceIssuePage,
        InvoiceSendPage,
        InvoiceReceivePage,
        InvoiceReversePage,
        InvoiceVoidPage,
        InvoiceCancelPage,
        InvoiceErrorPage,
    ]
    sections = [
        Section(
            gettext_lazy("Invoice"),
            [
                Column("customer__name", gettext_lazy("Customer")),
                Column("kind", gettext_lazy("Kind"), kind="choice", choices=InvoiceKind),
                Column("code", gettext_lazy("Invoice code"), kind="code"),
                Column("number", gettext_lazy("Invoice number"), kind="code"),
                Column("title", gettext_lazy("Invoice title")),
                Column("tax_number", gettext_lazy("Tax number"), kind="code"),
                Column("applied_on", gettext_lazy("Applied on"), kind="date"),
                Column("issued_on", gettext_lazy("Issued on"), kind="date"),
                Column("sent_on", gettext_lazy("Sent on"), kind="date"),
                Column("sent_by_way", gettext_lazy("Sent by")),
                Column("courier_number", gettext_lazy("Courier number"), kind="code"),
                Column("received_on", pgettext_lazy("invoice", "Received on"), kind="date"),
                Column("over_shipped_reason", gettext_lazy("Above shipped, why")),
                Column("red_of__number", gettext_lazy("Reverses"), kind="code"),
                Column("sales_return__number", gettext_lazy("Return"), kind="code"),
                Column("red_confirmation", gettext_lazy("Red confirmation"), kind="code"),
                Column(
                    "red_began_by",
                    gettext_lazy("Begun by"),
                    kind="choice",
                    choices=RedBegunBy,
                ),
                Column("red_confirmed_on", gettext_lazy("Confirmed on"), kind="date"),
                Column("red_reason", gettext_lazy("Reason of the red letter")),
            ],
        )
    ]
    tabs = [
        Tab("lines", gettext_lazy("Lines"), list_class=InvoiceLineList, by="invoice"),
        Tab("red", gettext_lazy("Red letters"), list_class=InvoiceList, by="red_of"),
    ]

    def figures(self, record: Invoice) -> Sequence[Figure]:
        """Amounts, and what was taken back."""
        back = [red.gross_amount for red in record.red_letters.all()]
        return [
            *worth_figures(record, record.currency),
            Figure(gettext_lazy("Tax"), record.tax_amount, secret=AMOUNT),
            Figure(gettext_lazy("Reversed"), sum(back) if back else None, secret=AMOUNT),
        ]


pages = [
    InvoiceListPage,
    InvoiceDetailPage,
    InvoiceIssuePage,
    InvoiceSendPage,
    InvoiceReceivePage,
    InvoiceReversePage,
    InvoiceVoidPage,
    InvoiceCancelPage,
    OrderInvoicePage,
    CustomerInvoicePage,
]
