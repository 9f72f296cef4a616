"""The sales ledger added up: one row per customer, product or salesperson."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Case, CharField, Count, F, FloatField, Min, QuerySet, Sum, Value, When
from django.db.models.aggregates import Max
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, NullIf, Round
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.errors import Sentence
from core.money import MoneyField, PriceField, QuantityField
from core.secrecy import AMOUNT, COST
from core.ui import Column, RecordList, View
from customers.models import Customer
from products.models import Product

from .ledger import FREIGHT, LedgerList, freight_hint

MONEY: list[tuple[str, Sentence, Sentence, dict[str, Any]]] = [
    *((path, label, freight_hint(meant), {}) for path, (label, meant) in FREIGHT.items()),
    ("shipped_amount", _("Shipped"), "", {}),
    ("returned_amount", _("Returned"), "", {"hidden": True}),
    ("invoiced_amount", _("Invoiced"), "", {}),
    ("collected_amount", _("Collected"), "", {}),
]


def summed_columns(lines: str, *, mixed: bool = True) -> list[Column]:
    """What the lines at the end of that path add up to.

    Rows that are ``mixed`` rarely have one unit, and so rarely a price.
    """
    owed = Sum(F(f"{lines}__receivable_amount") - F(f"{lines}__collected_amount"))
    return [
        Column("all_lines", _("Lines"), kind="int", key="lines", total=True, wide=True),
        *_goods(lines, mixed=mixed),
        _amount("net_amount", _("Amount without tax"), _sum(lines, "net_amount")),
        _amount("gross_amount", _("Amount"), _sum(lines, "gross_amount"), phone=2),
        *(
            _amount(name, label, _sum(lines, name), hint=hint, **more)
            for name, label, hint, more in MONEY
        ),
        _amount(
            "owed_amount",
            _("Receivable"),
            Round(owed, precision=2, output_field=MoneyField()),
            phone=4,
        ),
        _amount("cost_amount", _("Cost"), _sum(lines, "cost_amount"), secret=COST, hidden=True),
    ]


def _goods(lines: str, *, mixed: bool) -> list[Column]:
    """Quantity, unit and average price, where all lines of a row are in one unit."""
    unit = f"{lines}__unit"
    one_unit = Exact(Min(unit), Max(unit))
    quantity = Round(Sum(f"{lines}__quantity"), precision=3, output_field=QuantityField())
    gross = Cast(_sum(lines, "gross_amount"), FloatField())
    price = Cast(gross / NullIf(Cast(quantity, FloatField()), 0.0), PriceField())
    rounded = Round(price, precision=4, output_field=PriceField())
    return [
        Column(
            "all_quantity",
            _("Quantity"),
            key="quantity",
            kind="quantity",
            total=True,
            within="all_unit",
            expression=Case(When(one_unit, then=quantity), output_field=QuantityField()),
        ),
        Column(
            "all_unit",
            _("Unit"),
            key="unit",
            sort=False,
            wide=True,
            expression=Case(
                When(one_unit, then=Min(unit)), default=Value(""), output_field=CharField()
            ),
        ),
        Column(
            "all_price",
            _("Average price"),
            key="price",
            kind="price",
            secret=AMOUNT,
            wide=mixed,
            expression=Case(When(one_unit, then=rounded), output_field=PriceField()),
        ),
    ]


def _sum(lines: str, name: str) -> Combinable:
    return Round(Sum(f"{lines}__{name}"), precision=2, output_field=MoneyField())


def _amount(name: str, label: Sentence, expression: Combinable, **more: Any) -> Column:
    more = {"key": name, "secret": AMOUNT, **more}
    return Column(f"all_{name}", label, kind="money", total=True, expression=expression, **more)


class LedgerGroupList(RecordList):
    """Rows are what the lines of the ledger belong to; conditions are those of the ledger."""

    lines: ClassVar[str]  # the path from the row to its lines
    by: ClassVar[str]  # the ledger's condition that holds the row
    basis = _(
        "Sums of the sales ledger's lines by order date, in CNY with tax; the freight of each "
        "shipment is spread over its lines by amount with tax, to the cent; receivable is what "
        "arose less what was collected"
    )
    detail = ""
    filters = LedgerList.filters
    search = LedgerList.search
    order_by = "-gross_amount"
    views: ClassVar[Sequence[View]] = LedgerList.views
    empty = LedgerList.empty

    @cached_property
    def ledger(self) -> LedgerList:
        """The lines under the same conditions."""
        known = {"q", *(key for each in self.conditions_known for key in each.keys)}
        params = {key: values for key, values in self.params.items() if key in known}
        return LedgerList(user=self.user, today=self.today, params=params)

    def rows_for(self) -> Any:
        """What has lines there, with how many."""
        seen = self.ledger.matching.values("pk")
        rows = self.model._base_manager.filter(**{f"{self.lines}__in": seen})
        return rows.annotate(all_lines=Count(f"{self.lines}__pk"))

    @cached_property
    def matching(self) -> QuerySet:
        """All of them: the conditions have chosen the lines already."""
        return self.rows_for().order_by()


class LedgerByCustomerList(LedgerGroupList):
    """The ledger by customer."""

    name = "ledger_by_customer"
    model = Customer
    title = _("Sales ledger by customer")
    unit = _("customers")
    lines, by = "orders__lines", "customer"
    columns = [
        Column("name", _("Customer"), link=True, clip=True, phone=1),
        *summed_columns("orders__lines"),
    ]


class LedgerByProductList(LedgerGroupList):
    """The ledger by product."""

    name = "ledger_by_product"
    model = Product
    title = _("Sales ledger by product")
    unit = _("products")
    lines, by = "order_lines", "product"
    columns = [
        Column("code", _("Product"), kind="code", link=True, phone=3),
        Column("name", _("Name"), link=True, clip=True, phone=1),
        *summed_columns("order_lines", mixed=False),
    ]


class LedgerBySalespersonList(LedgerGroupList):
    """The ledger by salesperson."""

    name = "ledger_by_salesperson"
    model = User
    title = _("Sales ledger by salesperson")
    unit = _("people")
    lines, by = "orders__lines", "salesperson"
    columns = [
        Column("full_name", _("Salesperson"), link=True, phone=1),
        *summed_columns("orders__lines"),
    ]
