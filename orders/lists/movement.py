"""The movements behind every figure 销售流水: what a report counted, row by row."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Region, User
from core.secrecy import AMOUNT, COST
from core.ui import (
    ChoiceFilter,
    Column,
    ConditionFilter,
    DateFilter,
    ModelFilter,
    RecordList,
    View,
)
from core.ui.lists.filters import DaySpan
from customers.models import Customer, CustomerClass
from orders.enums import BASIS_MOVEMENTS, BASIS_RETURNS, Basis, MovementKind
from orders.models import SalesMovement
from products.models import Product, ProductCategory

RETURNS = sorted({str(kind) for kinds in BASIS_RETURNS.values() for kind in kinds})


def is_return(_today: date) -> Q:
    """Takes back what was sold, by a return or a red letter."""
    return Q(kind__in=RETURNS)


class BasisFilter(ChoiceFilter):
    """The movements that a basis counts, its returns among them."""

    def apply(self, rows: QuerySet, value: list[str]) -> QuerySet:
        kinds = {kind for basis in value for kind in BASIS_MOVEMENTS[basis] + BASIS_RETURNS[basis]}
        return rows.filter(kind__in=sorted(kinds))


class FirstSoldFilter(DateFilter):
    """Sales of a span to customers to whom, by the same basis, nothing had been sold before it."""

    def apply(self, rows: QuerySet, value: DaySpan) -> QuerySet:
        low = value.low
        fits: Any = Q(pk__in=[])
        for kinds in BASIS_MOVEMENTS.values():
            sold = Q(kind__in=kinds, net_amount__gt=0)
            earlier = SalesMovement.objects.filter(
                sold, customer=OuterRef("customer"), moved_on__lt=low or date.min
            )
            fits |= sold & ~Exists(earlier)
        return super().apply(rows.filter(fits), value)


class MovementList(RecordList):
    """Everything that counts, on the day on which it counts, with the classes of that day."""

    name = "sales_movements"
    model = SalesMovement
    title = _("Sales movements")
    basis = _("Each order, change, shipment, return and invoice on its day, in CNY; choose a basis")
    unit = _("movements")
    detail = "orders:order_detail"
    row_pk = "order_id"
    columns = [
        Column("moved_on", _("Day"), kind="date", phone=4),
        Column("kind", _("Kind"), kind="choice", choices=MovementKind),
        Column("order__number", _("Order"), kind="code", link=True, phone=3),
        Column("customer__name", _("Customer"), key="customer", clip=True, phone=1),
        Column("product__code", _("Product"), kind="code"),
        Column("product__name", _("Name"), clip=True),
        Column("quantity", _("Quantity"), kind="quantity", total=True, within="unit"),
        Column("unit", _("Unit"), sort=False),
        Column("net_amount", _("Amount without tax"), kind="money", total=True, secret=AMOUNT),
        Column("gross_amount", _("Amount"), kind="money", total=True, secret=AMOUNT, phone=2),
        Column("cost_amount", _("Cost"), kind="money", total=True, secret=COST),
        Column(
            "profit_amount",
            _("Gross profit"),
            kind="money",
            total=True,
            secret=COST,
            sort=False,
            expression=F("net_amount") - F("cost_amount"),
        ),
        Column("salesperson__full_name", _("Salesperson"), key="salesperson"),
        Column("tax_amount", _("Tax"), kind="money", total=True, secret=AMOUNT, hidden=True),
        Column("region__name", _("Region"), key="region", hidden=True),
        Column("category__name", _("Product category"), key="category", hidden=True),
        Column("customer_class__name", _("Customer class"), key="customer_class", hidden=True),
        Column("document", _("Document"), kind="code", hidden=True),
    ]
    filters = [
        DateFilter("moved_on", _("Day")),
        BasisFilter("basis", _("Basis"), choices=Basis),
        ConditionFilter("returns", _("Returns"), condition=is_return),
        ChoiceFilter("kind", _("Kind"), choices=MovementKind),
        ModelFilter("salesperson", _("Salesperson"), model=User),
        ModelFilter("region", _("Region"), model=Region),
        ModelFilter("category", _("Product category"), model=ProductCategory),
        ModelFilter("customer_class", _("Customer class"), model=CustomerClass),
        ModelFilter("customer", _("Customer"), model=Customer, lookup="customers:customer_lookup"),
        ModelFilter("product", _("Product"), model=Product, lookup="orders:stock_product_lookup"),
        FirstSoldFilter("first_sold_on", _("First sold to"), path="moved_on"),
    ]
    search = ["order__number", "customer__name", "product__code", "product__name", "document"]
    order_by = "-moved_on"
    views = [
        View("month", _("This month"), "moved_on=this_month"),
        View("ordered", _("By day of verification"), "basis=order"),
        View("shipped", _("By shipment date"), "basis=shipment"),
        View("invoiced", _("By invoice date"), "basis=invoice"),
        View("all", _("All"), ""),
    ]
    empty = _("What counts stands here from the first verified order.")
