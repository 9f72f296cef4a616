"""Lines of shipments, returns and invoices, as they stand on the page of their paper."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.secrecy import AMOUNT
from core.ui import Column, ModelFilter, RecordList
from orders.enums import AllocationKind, Disposition, ReceivablePortion
from orders.models import (
    Allocation,
    Invoice,
    InvoiceLine,
    Receipt,
    Receivable,
    ReturnLine,
    SalesReturn,
    Shipment,
    ShipmentLine,
)

from .marks import stated_amount


def goods(path: str) -> list[Column]:
    """What was ordered, by the path to the order line."""
    return [
        Column(f"{path}__product__code", _("Product"), kind="code", phone=3),
        Column(f"{path}__product__name", _("Name"), clip=True, phone=1),
        Column(f"{path}__specification", _("Specification"), clip=True),
        Column(f"{path}__unit", _("Unit"), sort=False),
    ]


def money(currency: str) -> list[Column]:
    """What it is worth, and what it states in the currency at the path."""
    return [
        Column("net_amount", _("Without tax"), kind="money", total=True, secret=AMOUNT),
        Column("tax_amount", _("Tax"), kind="money", total=True, secret=AMOUNT),
        stated_amount(_("With tax"), currency),
    ]


class ShipmentLineList(RecordList):
    """Lines of a shipment."""

    model = ShipmentLine
    title = _("Lines")
    detail = ""
    order_by = "pk"
    columns = [
        *goods("line"),
        Column(
            "quantity", _("Quantity"), kind="quantity", total=True, within="line__unit", phone=2
        ),
        Column(
            "signed_quantity", _("Signed for"), kind="quantity", total=True, within="line__unit"
        ),
        Column("refused_quantity", _("Refused"), kind="quantity", total=True, within="line__unit"),
        Column(
            "returned_quantity", _("Returned"), kind="quantity", total=True, within="line__unit"
        ),
        *money("shipment__order__currency"),
    ]

    def rows_for(self) -> Any:
        seen = Shipment.objects.visible_to(self.user)
        return ShipmentLine.objects.filter(shipment__in=seen)


class ReturnLineList(RecordList):
    """Lines of a return."""

    model = ReturnLine
    title = _("Lines")
    detail = ""
    order_by = "pk"
    columns = [
        *goods("shipment_line__line"),
        Column(
            "quantity",
            _("Quantity"),
            kind="quantity",
            total=True,
            within="shipment_line__line__unit",
            phone=2,
        ),
        Column("disposition", _("Becomes"), kind="choice", choices=Disposition),
        *money("shipment_line__line__order__currency"),
    ]

    def rows_for(self) -> Any:
        seen = SalesReturn.objects.visible_to(self.user)
        return ReturnLine.objects.filter(sales_return__in=seen)


class InvoiceLineList(RecordList):
    """Lines of an invoice."""

    model = InvoiceLine
    title = _("Lines")
    detail = ""
    order_by = "pk"
    columns = [
        Column("line__order__number", _("Order"), kind="code"),
        *goods("line"),
        Column(
            "quantity", _("Quantity"), kind="quantity", total=True, within="line__unit", phone=2
        ),
        Column("tax_rate", _("Tax rate"), kind="percent"),
        *money("invoice__currency"),
    ]

    def rows_for(self) -> Any:
        seen = Invoice.objects.visible_to(self.user)
        return InvoiceLine.objects.filter(invoice__in=seen)


class SettledList(RecordList):
    """What reduced an item of money owed, dated."""

    model = Allocation
    title = _("What reduced it")
    detail = ""
    order_by = "pk"
    columns = [
        Column("effective_on", _("Effective on"), kind="date", phone=4),
        Column("kind", _("Kind"), kind="choice", choices=AllocationKind, phone=1),
        Column("receipt__number", _("Receipt"), kind="code", phone=3),
        Column("sales_return__number", _("Return"), kind="code"),
        Column("invoice__number", _("Red letter"), kind="code"),
        Column("credit__document", _("Credit item"), kind="code"),
        Column("pair__receivable__document", _("Set against"), kind="code"),
        Column("amount", _("Amount"), kind="money", total=True, secret=AMOUNT, phone=2),
        Column("created_by__full_name", _("Registered by")),
    ]
    empty = _("All of it is outstanding.")

    def rows_for(self) -> Any:
        seen = Receivable.objects.visible_to(self.user)
        return Allocation.objects.filter(receivable__in=seen)


class AllocationList(RecordList):
    """What a receipt settled, dated."""

    model = Allocation
    title = _("Allocations")
    detail = ""
    order_by = "pk"
    columns = [
        Column("receivable__document", _("Document"), kind="code", phone=3),
        Column(
            "receivable__portion",
            _("Price or retention"),
            kind="choice",
            choices=ReceivablePortion,
        ),
        Column("receivable__order__number", _("Order"), kind="code", phone=1),
        Column("receivable__due_on", _("Due on"), kind="date"),
        Column("effective_on", _("Effective on"), kind="date", phone=4),
        Column("amount", _("Amount"), kind="money", total=True, secret=AMOUNT, phone=2),
        Column("created_by__full_name", _("Registered by")),
    ]
    filters = [ModelFilter("receipt", _("Receipt"), model=Receipt, lookup="orders:receipt_lookup")]
    empty = _("All of it is free.")

    def rows_for(self) -> Any:
        seen = Receipt.objects.visible_to(self.user)
        return Allocation.objects.filter(receipt__in=seen)
