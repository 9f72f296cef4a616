"""The sales ledger 销售分类台账: one row per order line, from order to money."""

from django.db.models import F, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Region, User
from core.errors import Sentence
from core.secrecy import AMOUNT, COST
from core.ui import (
    ChoiceFilter,
    Column,
    DateFilter,
    ModelFilter,
    NumberFilter,
    RecordList,
    TextFilter,
    View,
)
from customers.models import Customer, CustomerClass
from orders.enums import ORDER_COUNTS, OrderStatus
from orders.models import OrderLine, OrderLineQuerySet
from products.models import Product, ProductCategory

from .marks import currency_mark, stated_amount, stated_columns

SPREAD = _("Spread over the lines of the shipment by amount with tax, to the cent")
# Freight three ways: what each column is called, and what it means. Whoever sees the freight of the
# shipment sees its shares.
FREIGHT: dict[str, tuple[Sentence, Sentence]] = {
    "own_freight_amount": (_("Freight, ours"), _("An expense of ours, owed by nobody")),
    "advanced_freight_amount": (
        _("Freight advanced"),
        _("Paid for the customer: owed, and no income"),
    ),
    "freight_amount": (
        _("Freight charged"),
        _("Income, owed with the goods beside their amount"),
    ),
}


def freight_hint(meant: Sentence) -> Sentence:
    """What stands over a column of freight."""
    return format_lazy("{} · {}", meant, SPREAD)


class LedgerList(RecordList):
    """Lines of orders that count, each with what became of it."""

    name = "ledger"
    model = OrderLine
    title = _("Sales ledger")
    basis = _(
        "Lines of verified orders by order date, in CNY with tax; the freight of each shipment is "
        "spread over its lines by amount with tax, to the cent; receivable is what arose less what "
        "was collected"
    )
    unit = _("lines")
    detail = "orders:order_detail"
    row_pk = "order_id"
    columns = [
        Column("order__number", _("Order"), kind="code", link=True, phone=3),
        Column("position", _("Line no."), kind="int", wide=True),
        Column("order__ordered_on", _("Ordered"), kind="date", key="ordered_on"),
        Column("order__customer__name", _("Customer"), key="customer", clip=True, phone=1),
        Column("product__code", _("Product"), kind="code"),
        Column("product__name", _("Name"), clip=True, wide=True),
        Column("specification", _("Specification"), clip=True, wide=True),
        Column("unit", _("Unit"), sort=False, wide=True),
        Column("quantity", _("Quantity"), kind="quantity", total=True, within="unit"),
        Column(
            "unit_price",
            _("Price"),
            kind="price",
            secret=AMOUNT,
            needs=("order__currency",),
            mark=currency_mark,
        ),
        *(
            Column(path, label, kind="money", total=True, secret=AMOUNT, hint=freight_hint(meant))
            for path, (label, meant) in FREIGHT.items()
        ),
        stated_amount(_("Amount"), "order__currency", phone=2),
        Column("shipped_amount", _("Shipped"), kind="money", total=True, secret=AMOUNT),
        Column("invoiced_amount", _("Invoiced"), kind="money", total=True, secret=AMOUNT),
        Column("collected_amount", _("Collected"), kind="money", total=True, secret=AMOUNT),
        Column(
            "owed_amount",
            _("Receivable"),
            kind="money",
            total=True,
            secret=AMOUNT,
            sort=False,
            expression=F("receivable_amount") - F("collected_amount"),
        ),
        Column("order__salesperson__full_name", _("Salesperson"), key="salesperson", wide=True),
        Column("order__status", _("Status"), kind="state", choices=OrderStatus, phone=4, wide=True),
        Column(
            "shipped_quantity",
            _("Shipped quantity"),
            kind="quantity",
            total=True,
            within="unit",
            hidden=True,
        ),
        Column(
            "signed_quantity",
            _("Signed quantity"),
            kind="quantity",
            total=True,
            within="unit",
            hidden=True,
        ),
        Column(
            "returned_quantity",
            _("Returned quantity"),
            kind="quantity",
            total=True,
            within="unit",
            hidden=True,
        ),
        Column(
            "invoiced_quantity",
            _("Invoiced quantity"),
            kind="quantity",
            total=True,
            within="unit",
            hidden=True,
        ),
        Column(
            "returned_amount", _("Returned"), kind="money", total=True, secret=AMOUNT, hidden=True
        ),
        Column(
            "net_amount",
            _("Amount without tax"),
            kind="money",
            total=True,
            secret=AMOUNT,
            hidden=True,
        ),
        Column("tax_amount", _("Tax"), kind="money", total=True, secret=AMOUNT, hidden=True),
        *stated_columns("order__currency"),
        Column("cost_amount", _("Cost"), kind="money", total=True, secret=COST, hidden=True),
        Column("order__region__name", _("Region"), key="region", hidden=True),
        Column("product__category__name", _("Product category"), key="category", hidden=True),
        Column("confirmed_on", _("Confirmed for"), kind="date", hidden=True),
        Column("last_signed_on", _("Signed for on"), kind="date", hidden=True),
    ]
    filters = [
        DateFilter("ordered_on", _("Ordered"), path="order__ordered_on"),
        ModelFilter(
            "customer",
            _("Customer"),
            model=Customer,
            path="order__customer",
            lookup="customers:customer_lookup",
        ),
        ModelFilter("product", _("Product"), model=Product, lookup="orders:stock_product_lookup"),
        ModelFilter(
            "category", _("Product category"), model=ProductCategory, path="product__category"
        ),
        ModelFilter("salesperson", _("Salesperson"), model=User, path="order__salesperson"),
        ModelFilter("region", _("Region"), model=Region, path="order__region"),
        ModelFilter(
            "customer_class",
            _("Customer class"),
            model=CustomerClass,
            path="order__customer__customer_class",
        ),
        ChoiceFilter("status", _("Status"), choices=OrderStatus, path="order__status"),
        NumberFilter("gross_amount", _("Amount"), secret=AMOUNT),
        TextFilter("specification", _("Specification")),
    ]
    search = [
        "order__number",
        "order__customer__name",
        "~order__customer__name_initials",
        "product__code",
        "product__name",
        "specification",
    ]
    order_by = "-order__ordered_on"
    views = [
        View("month", _("This month"), "ordered_on=this_month"),
        View("year", _("This year"), "ordered_on=this_year"),
        View("all", _("All"), ""),
    ]
    empty = _("The ledger fills itself as orders are verified.")

    def rows_for(self) -> OrderLineQuerySet:
        """Lines of orders that count."""
        return super().rows_for().filter(Q(order__status__in=ORDER_COUNTS))
