"""Returns: the list, one return, and what is done with it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.ui import Column, DetailPage, Figure, ListPage, Section, Tab
from core.ui.forms import ReasonForm
from orders.enums import ReturnStatus
from orders.forms.goods import ReturnReceiveForm
from orders.lists.invoice import InvoiceList
from orders.lists.part import ReturnLineList
from orders.lists.sales_return import SalesReturnList
from orders.models import SalesReturn
from orders.services import sales_return_cancel, sales_return_receive

from .quantities import DatedAction
from .red_letter import SalesReturnReversePage
from .worth import worth_figures

S = ReturnStatus


class SalesReturnListPage(ListPage):
    """Goods that came back."""

    list_class = SalesReturnList
    permission = "orders.view_salesreturn"


class SalesReturnReceivePage(DatedAction):
    """The goods are back."""

    model = SalesReturn
    service = sales_return_receive
    permission = "orders.receive_salesreturn"
    label = _("Take the goods back")
    to = S.RECEIVED
    form_class = ReturnReceiveForm
    primary = True


class SalesReturnCancelPage(DatedAction):
    """They do not come back after all."""

    model = SalesReturn
    service = sales_return_cancel
    permission = "orders.cancel_salesreturn"
    label = _("Cancel the return")
    to = S.CANCELLED
    form_class = ReasonForm
    danger = True


class SalesReturnDetailPage(DetailPage):
    """One return."""

    model = SalesReturn
    permission = "orders.view_salesreturn"
    stages = [S.DRAFT, S.RECEIVED]
    actions = [SalesReturnReceivePage, SalesReturnReversePage, SalesReturnCancelPage]
    sections = [
        Section(
            _("Return"),
            [
                Column("shipment__number", _("Shipment"), kind="code"),
                Column("shipment__order__number", _("Order"), kind="code"),
                Column("customer__name", _("Customer")),
                Column("reason", _("Reason")),
                Column("returned_on", _("Returned on"), kind="date"),
                Column("needs_red_letter", _("Red letter due"), kind="bool"),
                Column("created_by__full_name", _("Drawn up by")),
            ],
        )
    ]
    tabs = [
        Tab("lines", _("Lines"), list_class=ReturnLineList, by="sales_return"),
        Tab(
            "red",
            _("Red letters"),
            list_class=InvoiceList,
            by="sales_return",
            permission="orders.view_invoice",
        ),
    ]

    def figures(self, record: SalesReturn) -> Sequence[Figure]:
        """What it takes back."""
        return [
            *worth_figures(record, record.shipment.order.currency),
        ]

    def rows(self) -> Any:
        return super().rows().select_related("shipment__order")


pages = [
    SalesReturnListPage,
    SalesReturnDetailPage,
    SalesReturnReceivePage,
    SalesReturnReversePage,
    SalesReturnCancelPage,
]
