"""The list of orders, and one order with everything that became of it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.selectors import may_see
from core.secrecy import AMOUNT, CONTACT, COST
from core.ui import Column, DetailPage, Figure, ListPage, Section, Tab
from core.ui.lists.cells import write_percent
from customers.selectors import retention_span
from orders.enums import MONEY_CHECKS, CheckLevel, FreightTerms, OrderStatus, ReceivedVia
from orders.lists.hand_over import HandOverList
from orders.lists.issue import OrderIssueList
from orders.lists.of_order import OrderInvoicedList, OrderReceivedList
from orders.lists.order import OrderList
from orders.lists.receivable import ReceivableList
from orders.lists.sales_return import SalesReturnList
from orders.lists.shipment import ShipmentList
from orders.lists.tracking import TrackingList
from orders.models import Order, Receivable
from orders.selectors.credit_stop import credit_stop
from orders.selectors.progress import line_progress

from .actions import (
    OrderCancelPage,
    OrderCopyPage,
    OrderHoldPage,
    OrderIssuePage,
    OrderReleasePage,
    OrderRequestApprovalPage,
    OrderResumePage,
    OrderReturnPage,
    OrderShortClosePage,
    OrderSubmitPage,
)
from .error import OrderErrorPage
from .invoice import OrderInvoicePage
from .order_timeline import order_timeline
from .printing import OrderPrintPage
from .shipment import OrderShipPage, OrderTakeInPage
from .verification import OrderVerifyPage

S = OrderStatus


def _is_open(order: Order) -> bool:
    return order.status not in {OrderStatus.CLOSED, OrderStatus.CANCELLED}


class OrderListPage(ListPage):
    """All orders a person sees."""

    list_class = OrderList
    permission = "orders.view_order"
    bulk = [OrderSubmitPage, OrderReleasePage, OrderPrintPage]
    create = "orders:order_create"
    importer = "core:import_start"


class OrderTrackingPage(ListPage):
    """Lines that are late or about to be."""

    list_class = TrackingList
    permission = "orders.track_order"
    page = "list"
    noun = "tracking"


class OrderDetailPage(DetailPage):
    """One order."""

    model = Order
    permission = "orders.view_order"
    template = "orders/order_detail.html"
    stages = [S.DRAFT, S.SUBMITTED, S.CONFIRMED, S.RELEASED, S.CLOSED]
    timeline = staticmethod(order_timeline)
    actions = [
        OrderSubmitPage,
        OrderRequestApprovalPage,
        OrderReleasePage,
        OrderShipPage,
        OrderInvoicePage,
        OrderTakeInPage,
        OrderReturnPage,
        OrderIssuePage,
        OrderErrorPage,
        OrderCopyPage,
        OrderHoldPage,
        OrderResumePage,
        OrderShortClosePage,
        OrderCancelPage,
    ]
    sections = [
        Section(
            gettext_lazy("Customer"),
            [
                Column("customer__name", gettext_lazy("Name")),
                Column("customer__code", gettext_lazy("Code"), kind="code"),
                Column("customer__grade", gettext_lazy("Grade")),
                Column("contact__name", gettext_lazy("Contact")),
                Column("customer_order_number", gettext_lazy("Customer's number")),
                Column("salesperson__full_name", gettext_lazy("Salesperson")),
                Column("region__name", gettext_lazy("Region")),
            ],
        ),
        Section(
            gettext_lazy("Order"),
            [
                Column("created_by__full_name", gettext_lazy("Assistant")),
                Column(
                    "received_via",
                    gettext_lazy("Received by"),
                    kind="choice",
                    choices=ReceivedVia,
                ),
                Column("received_at", gettext_lazy("Received at"), kind="datetime"),
                Column("ordered_on", gettext_lazy("Order date"), kind="date"),
                Column("requested_on", gettext_lazy("Requested for"), kind="date"),
                Column("promised_on", gettext_lazy("Confirmed for"), kind="date"),
                Column("settlement", gettext_lazy("Settlement"), secret=AMOUNT),
                Column(
                    "retention_rate", gettext_lazy("Retention money %"), kind="rate", secret=AMOUNT
                ),
                Column(
                    "retention_span",
                    gettext_lazy("Retention months"),
                    kind="int",
                    expression=retention_span(),
                    secret=AMOUNT,
                ),
                Column(
                    "freight_terms",
                    gettext_lazy("Freight"),
                    kind="choice",
                    choices=FreightTerms,
                ),
                Column(
                    "freight_amount", gettext_lazy("Freight amount"), kind="money", secret=AMOUNT
                ),
                Column("source_number", gettext_lazy("Number at its source")),
            ],
        ),
        Section(
            gettext_lazy("Delivery"),
            [
                Column("delivery_address", gettext_lazy("Address")),
                Column("delivery_recipient", gettext_lazy("Recipient")),
                Column("delivery_phone", gettext_lazy("Recipient's phone"), secret=CONTACT),
                Column("note", gettext_lazy("Remarks")),
            ],
        ),
    ]
    tabs = [
        Tab("lines", gettext_lazy("Lines"), template="orders/_order_lines.html"),
        Tab("hand_overs", gettext_lazy("Hand-overs"), list_class=HandOverList, by="order"),
        Tab("shipments", gettext_lazy("Shipments"), list_class=ShipmentList, by="order"),
        Tab("returns", gettext_lazy("Returns"), list_class=SalesReturnList, by="shipment__order"),
        Tab(
            "invoices",
            gettext_lazy("Invoices"),
            list_class=OrderInvoicedList,
            by="line__order",
            permission="orders.view_invoice",
        ),
        Tab(
            "money",
            gettext_lazy("Receivables"),
            list_class=ReceivableList,
            by="order",
            permission="orders.view_receivable",
        ),
        Tab(
            "receipts",
            gettext_lazy("Receipts"),
            list_class=OrderReceivedList,
            by="receivable__order",
            permission="orders.view_receipt",
        ),
        Tab("issues", gettext_lazy("Issues"), list_class=OrderIssueList, by="order"),
        Tab("checks", gettext_lazy("Verification"), template="orders/_order_checks.html"),
    ]

    def rows(self) -> Any:
        return super().rows().select_related("customer", "created_by", "submitted_by")

    def context(self, record: Order) -> dict[str, Any]:
        """Lines with their progress, the papers that arose, the checks."""
        user = self.request.user
        tab = self.request.GET.get("tab") or "lines"
        sees_amount = may_see(user, AMOUNT, record)
        shown: dict[str, Any] = {
            "sees_amount": sees_amount,
            "credit_stop": credit_stop(record.customer, user) if _is_open(record) else "",
            "verify": OrderVerifyPage.button(record, user),
            "shipments": record.shipments.order_by("-id")[:20],
            "issues": record.issues.order_by("status", "due_on")[:20],
        }
        if tab == "lines":
            shown["lines"] = line_progress(record, today=self.today)
        checks = record.checks.select_related("line")
        if not sees_amount:
            checks = checks.exclude(kind__in=MONEY_CHECKS)
        if record.status == OrderStatus.SUBMITTED:
            shown["warned"] = checks.filter(level=CheckLevel.WARNING)
        if tab == "checks":
            shown["checks"] = checks
            shown["verifications"] = record.verifications.select_related(
                "verified_by"
            ).prefetch_related("ticks__line")
        return shown

    def figures(self, record: Order) -> Sequence[Figure]:
        """Amount, what happened to it, what is owed, what is earned."""
        owed = Receivable.objects.filter(order=record).aggregate(total=Sum("open_amount"))
        net = record.net_amount
        margin = net - record.cost_amount
        share = margin / net if net else None
        return [
            Figure(
                gettext_lazy("Amount with tax"),
                record.gross_amount,
                note=self._stated(record) or self._without_tax(record),
                secret=AMOUNT,
            ),
            self._part(gettext_lazy("Shipped"), record, record.shipped_amount),
            self._part(gettext_lazy("Invoiced"), record, record.invoiced_amount),
            self._part(gettext_lazy("Collected"), record, record.collected_amount),
            Figure(gettext_lazy("Receivable"), owed["total"] or Decimal(0), secret=AMOUNT),
            Figure(
                gettext_lazy("Gross margin"),
                share,
                kind="percent",
                note=f"{margin:,.2f}",
                secret=COST,
            ),
        ]

    def _without_tax(self, record: Order) -> str:
        return _("%(net)s without tax") % {"net": f"{record.net_amount:,.2f}"}

    def _stated(self, record: Order) -> str:
        """What an order in another currency states, and at what rate."""
        if not record.currency:
            return ""
        stated = f"{record.currency} {record.stated.gross:,.2f}"
        return f"{stated} ×\N{NO-BREAK SPACE}{record.exchange_rate.normalize():f}"

    def _part(self, label: Any, record: Order, amount: Decimal) -> Figure:
        share = amount / record.gross_amount if record.gross_amount else Decimal(0)
        return Figure(label, amount, note=write_percent(share), secret=AMOUNT)


pages = [
    OrderListPage,
    OrderTrackingPage,
    OrderDetailPage,
    OrderSubmitPage,
    OrderRequestApprovalPage,
    OrderReleasePage,
    OrderReturnPage,
    OrderIssuePage,
    OrderCopyPage,
    OrderHoldPage,
    OrderResumePage,
    OrderShortClosePage,
    OrderCancelPage,
]
