"""Shipments: the ledger, one shipment, and what is done with it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.printing import times_printed
from core.secrecy import AMOUNT, CONTACT
from core.ui import Column, DetailPage, Figure, ListPage, Section, Tab
from core.ui.forms import ReasonForm
from orders.enums import FreightTerms, OrderStatus, ShipmentStatus
from orders.forms.goods import (
    OrderShipForm,
    OrderTakeInForm,
    ShipmentReturnForm,
    ShipmentShipForm,
    ShipmentSignForm,
)
from orders.lists.part import ShipmentLineList
from orders.lists.sales_return import SalesReturnList
from orders.lists.shipment import ShipmentList
from orders.models import Order, Shipment
from orders.selectors.credit_stop import credit_stop
from orders.services import (
    ReturnRow,
    ShipmentRow,
    StockRow,
    sales_return_create,
    shipment_cancel,
    shipment_create,
    shipment_ship,
    shipment_sign,
    stock_receive,
)

from .printing import ShipmentPrintPage
from .quantities import DatedAction, QuantitiesPage
from .worth import worth_figures

S = ShipmentStatus


class ShipmentListPage(ListPage):
    """The shipment ledger."""

    list_class = ShipmentList
    permission = "orders.view_shipment"
    bulk = [ShipmentPrintPage]


class OrderShipPage(QuantitiesPage):
    """Draw up a shipment of an order."""

    model = Order
    service = shipment_create
    permission = "orders.create_shipment"
    label = _("Draw up a shipment")
    states = {OrderStatus.RELEASED}
    form_class = OrderShipForm
    primary = True
    done = _("The shipment is drawn up; its goods are set aside.")

    @classmethod
    def why_not(cls, record: Order, user: Any = None) -> str:
        return cls.state_refusal(record) or credit_stop(record.customer, user)

    def initial(self) -> dict[str, Any]:
        """As the order says."""
        names = ("freight_terms", "delivery_address", "delivery_recipient", "delivery_phone")
        return {name: getattr(self.record, name) for name in names}

    def arguments(self, form: Any) -> dict[str, Any]:
        head = form.head()
        head["freight_amount"] = head["freight_amount"] or 0
        lines = self.record.lines.in_bulk()
        return {
            **head,
            "rows": [ShipmentRow(lines[pk], number) for pk, number in form.quantities().items()],
        }

    def success_url(self, record: Order, result: Shipment) -> str:
        return ShipmentDetailPage.address(result.pk)


class OrderTakeInPage(QuantitiesPage):
    """Goods of an order come into the warehouse."""

    model = Order
    service = stock_receive
    permission = "orders.receive_stock"
    label = _("Take goods in")
    states = {OrderStatus.RELEASED}
    form_class = OrderTakeInForm
    done = _("The goods are taken in.")

    def perform(self, record: Order, form: Any) -> Any:
        lines = record.lines.select_related("product").in_bulk()
        rows = [
            StockRow(lines[pk].product, number, lines[pk])
            for pk, number in form.quantities().items()
        ]
        return self.call(stock_receive, rows=rows, **form.head())

    def success_url(self, record: Order, result: Any) -> str:
        return super().success_url(record, None)


class ShipmentShipPage(DatedAction):
    """The goods leave."""

    model = Shipment
    service = shipment_ship
    permission = "orders.ship_shipment"
    label = _("Ship")
    to = S.SHIPPED
    form_class = ShipmentShipForm
    primary = True
    done = _("%(record)s has left.")

    @classmethod
    def why_not(cls, record: Shipment, user: Any = None) -> str:
        return cls.state_refusal(record) or credit_stop(record.customer, user)

    def initial(self) -> dict[str, Any]:
        """Today, and the carrier as drawn up."""
        return {"on": self.today, "carrier": self.record.carrier, "waybill": self.record.waybill}


class ShipmentSignPage(QuantitiesPage):
    """The customer signs."""

    model = Shipment
    service = shipment_sign
    permission = "orders.sign_shipment"
    label = _("Register the signature")
    to = S.SIGNED
    form_class = ShipmentSignForm
    primary = True
    done = _("%(record)s is signed for.")

    def initial(self) -> dict[str, Any]:
        """Today, by the recipient."""
        return {"on": self.today, "signed_name": self.record.delivery_recipient}

    def arguments(self, form: Any) -> dict[str, Any]:
        typed = {line.key: form.quantities().get(line.key, 0) for line in form.asked}
        return {**form.head(), "signed": typed}


class ShipmentReturnPage(QuantitiesPage):
    """Goods come back."""

    model = Shipment
    service = sales_return_create
    permission = "orders.create_salesreturn"
    label = _("Draw up a return")
    states = {S.SHIPPED, S.SIGNED}
    form_class = ShipmentReturnForm
    done = _("The return is drawn up.")

    def arguments(self, form: Any) -> dict[str, Any]:
        parts = self.record.lines.in_bulk()
        rows = [
            ReturnRow(parts[pk], number, form.chosen(pk))
            for pk, number in form.quantities().items()
        ]
        return {**form.head(), "rows": rows}

    def success_url(self, record: Shipment, result: Any) -> str:
        return super().success_url(result, None)


class ShipmentCancelPage(DatedAction):
    """It does not leave after all."""

    model = Shipment
    service = shipment_cancel
    permission = "orders.cancel_shipment"
    label = _("Cancel the shipment")
    to = S.CANCELLED
    form_class = ReasonForm
    danger = True


class ShipmentDetailPage(DetailPage):
    """One shipment."""

    model = Shipment
    permission = "orders.view_shipment"
    template = "orders/shipment_detail.html"
    stages = [S.DRAFT, S.SHIPPED, S.SIGNED]
    actions = [ShipmentShipPage, ShipmentSignPage, ShipmentReturnPage, ShipmentCancelPage]
    sections = [
        Section(
            _("Delivery"),
            [
                Column("order__number", _("Order"), kind="code"),
                Column("customer__name", _("Customer")),
                Column("delivery_address", _("Address")),
                Column("delivery_recipient", _("Recipient")),
                Column("delivery_phone", _("Phone"), secret=CONTACT),
                Column("warehouse__name", _("Warehouse")),
                Column("carrier", _("Carrier")),
                Column("waybill", _("Waybill"), kind="code"),
                Column("planned_on", _("Planned for"), kind="date"),
                Column("shipped_on", _("Shipped on"), kind="date"),
                Column("signed_on", _("Signed for on"), kind="date"),
                Column("signed_name", _("Signed for by")),
                Column(
                    "freight_terms",
                    _("Freight terms"),
                    kind="choice",
                    choices=FreightTerms,
                    secret=AMOUNT,
                ),
                Column("note", _("Note")),
                Column(
                    "prints",
                    _("Prints"),
                    kind="int",
                    expression=times_printed(Shipment, "orders.delivery_note"),
                ),
            ],
        )
    ]
    tabs = [
        Tab("lines", _("Lines"), list_class=ShipmentLineList, by="shipment"),
        Tab("returns", _("Returns"), list_class=SalesReturnList, by="shipment"),
    ]

    def figures(self, record: Shipment) -> Sequence[Figure]:
        """What it is worth."""
        return [
            *worth_figures(record, record.order.currency),
            Figure(_("Freight"), record.freight_amount, secret=AMOUNT),
        ]


pages = [
    ShipmentListPage,
    ShipmentDetailPage,
    ShipmentShipPage,
    ShipmentSignPage,
    ShipmentReturnPage,
    ShipmentCancelPage,
    OrderShipPage,
    OrderTakeInPage,
]
