"""The shipment ledger 发货台账."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Region, User
from core.printing import times_printed
from core.secrecy import AMOUNT
from core.ui import (
    ChoiceFilter,
    Column,
    DateFilter,
    Mark,
    ModelFilter,
    NumberFilter,
    RecordList,
    TextFilter,
    View,
)
from customers.models import Customer
from orders.enums import FreightTerms, ShipmentStatus
from orders.models import Shipment, Warehouse

from .marks import open_mark, stated_amount, stated_columns


def planned_mark(planned_on: date | None, status: str, *, today: date) -> Mark | None:
    """Late or today, as long as the goods have not left."""
    return open_mark(planned_on, today=today) if status == ShipmentStatus.DRAFT else None


class ShipmentList(RecordList):
    """Every shipment with its way and its freight."""

    name = "shipments"
    model = Shipment
    title = _("Shipments")
    basis = _("Basis: goods as ordered, in CNY with tax, freight apart; cancelled left out")
    unit = pgettext_lazy("unit", "shipments")
    columns = [
        Column("number", _("Shipment"), kind="code", link=True, phone=3),
        Column("order__number", _("Order"), kind="code"),
        Column("customer__name", _("Customer"), clip=True, phone=1),
        Column("status", _("Status"), kind="state", choices=ShipmentStatus, phone=4),
        Column("planned_on", _("Planned for"), kind="date", needs=("status",), mark=planned_mark),
        Column("shipped_on", _("Shipped on"), kind="date", indexed=True, phone=2),
        Column("signed_on", _("Signed for on"), kind="date"),
        Column("signed_name", _("Signed for by")),
        Column("warehouse__name", _("Warehouse")),
        Column("carrier", _("Carrier")),
        Column("waybill", _("Waybill"), kind="code"),
        stated_amount(_("Amount with tax"), "order__currency"),
        Column(
            "freight_terms", _("Freight terms"), kind="choice", choices=FreightTerms, secret=AMOUNT
        ),
        Column("freight_amount", _("Freight"), kind="money", total=True, secret=AMOUNT),
        Column(
            "net_amount",
            _("Amount without tax"),
            kind="money",
            total=True,
            secret=AMOUNT,
            hidden=True,
        ),
        *stated_columns("order__currency"),
        Column(
            "prints",
            _("Prints"),
            kind="int",
            hidden=True,
            expression=times_printed(Shipment, "orders.delivery_note"),
        ),
        Column("order__salesperson__full_name", _("Salesperson"), key="salesperson"),
        Column("created_by__full_name", _("Assistant"), key="assistant", hidden=True),
        Column("note", _("Note"), clip=True, hidden=True),
    ]
    filters = [
        DateFilter("shipped_on", _("Shipped on")),
        DateFilter("planned_on", _("Planned for")),
        DateFilter("signed_on", _("Signed for on")),
        ChoiceFilter("status", _("Status"), choices=ShipmentStatus),
        ModelFilter("warehouse", _("Warehouse"), model=Warehouse),
        ModelFilter("region", _("Region"), model=Region, path="order__region"),
        ModelFilter("salesperson", _("Salesperson"), model=User, path="order__salesperson"),
        ModelFilter("customer", _("Customer"), model=Customer, lookup="customers:customer_lookup"),
        NumberFilter("gross_amount", _("Amount with tax"), secret=AMOUNT),
        TextFilter("carrier", _("Carrier")),
    ]
    search = ["number", "order__number", "customer__name", "~customer__name_initials", "waybill"]
    order_by = "-number"
    views = [
        View("ship", _("To ship"), "status=draft", tone="wait"),
        View("sign", _("To be signed for"), "status=shipped"),
        View("all", _("All"), ""),
    ]
    counted = ~Q(status=ShipmentStatus.CANCELLED)
    empty = _("Goods that go out stand here, from drawing up to the signature.")
