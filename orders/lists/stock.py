"""What lies where, what may still be sold, and every movement of goods."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.money import QuantityField
from core.ui import (
    ChoiceFilter,
    Column,
    ConditionFilter,
    DateFilter,
    ModelFilter,
    RecordList,
    TextFilter,
    View,
)
from orders.enums import ORDER_OPEN, HandOverStatus, StockKind, WarehouseUse
from orders.models import HandOver, OrderLine, StockBalance, StockMovement, Warehouse
from products.models import Product, ProductCategory


def summed(rows: QuerySet, product: str, amount: Combinable | str) -> Combinable:
    """The sum over the rows of the product of the outer row; nothing is 0."""
    sums = rows.filter(**{product: OuterRef("pk")}).order_by().values(product)
    return Coalesce(
        Subquery(sums.annotate(total=Sum(amount)).values("total"), output_field=QuantityField()),
        0,
        output_field=QuantityField(),
    )


FOR_SALE = StockBalance.objects.filter(warehouse__use=WarehouseUse.SALE)
ON_HAND = summed(FOR_SALE, "product", "on_hand")
RESERVED = summed(FOR_SALE, "product", "reserved")
PROMISED = summed(
    OrderLine.objects.filter(order__status__in=ORDER_OPEN),
    "product",
    F("quantity") - F("shipped_quantity") - F("short_closed_quantity"),
)
EXPECTED = summed(
    HandOver.objects.filter(status=HandOverStatus.ACKNOWLEDGED, planned_finish_on__isnull=False),
    "line__product",
    F("quantity") - F("finished_quantity"),
)


def is_short(_today: date) -> Q:
    """More is promised than lies there."""
    return Q(GreaterThan(PROMISED, ON_HAND))


def lies_there(_today: date) -> Q:
    """Something is on hand."""
    lying = FOR_SALE.filter(product=OuterRef("pk"), on_hand__gt=0)
    return Q(Exists(lying))


class AvailableList(RecordList):
    """Products with what lies there and what may still be promised."""

    name = "available"
    model = Product
    title = _("Available to sell")
    basis = _("On hand − promised to open orders; expected: dated supply still to be finished")
    unit = pgettext_lazy("unit", "products")
    detail = ""
    columns = [
        Column("code", _("Product"), kind="code", phone=3),
        Column("name", _("Name"), clip=True, phone=1),
        Column("specification", _("Specification"), clip=True),
        Column("category__name", _("Product category")),
        Column("unit", _("Unit"), sort=False),
        Column("on_hand", _("On hand"), kind="quantity", expression=ON_HAND),
        Column("reserved", _("Set aside"), kind="quantity", expression=RESERVED),
        Column("promised", _("Promised"), kind="quantity", expression=PROMISED),
        Column("expected", _("Expected"), kind="quantity", expression=EXPECTED),
        Column(
            "available",
            _("Available"),
            kind="quantity",
            expression=ON_HAND - PROMISED,
            phone=2,
        ),
    ]
    filters = [
        ModelFilter("category", _("Product category"), model=ProductCategory),
        TextFilter("specification", _("Specification")),
        ConditionFilter("short", _("Promised too much"), condition=is_short),
        ConditionFilter("lying", _("On hand"), condition=lies_there),
    ]
    search = ["code", "name", "~name_initials", "specification"]
    order_by = "code"
    views = [
        View("lying", _("On hand"), "lying=1"),
        View("short", _("Promised too much"), "short=1", tone="late"),
        View("all", _("All"), ""),
    ]
    empty = _("Stock stands here once goods were taken in.")


class StockMovementList(RecordList):
    """Every movement of goods."""

    name = "stock_movements"
    model = StockMovement
    title = _("Stock movements")
    basis = _("In +, out −, by the day the goods moved")
    unit = _("movements")
    detail = ""
    columns = [
        Column("moved_on", _("Date"), kind="date", phone=4),
        Column("kind", _("Kind"), kind="choice", choices=StockKind),
        Column("document", _("Document"), kind="code", phone=3),
        Column("warehouse__name", _("Warehouse")),
        Column("product__code", _("Product"), kind="code"),
        Column("product__name", _("Name"), clip=True, phone=1),
        Column("quantity", _("Quantity"), kind="quantity", phone=2),
        Column("line__order__number", _("Order"), kind="code"),
        Column("actor__full_name", _("Registered by")),
        Column("note", _("Note"), clip=True),
        Column("recorded_at", _("Recorded at"), kind="datetime", hidden=True),
    ]
    filters = [
        DateFilter("moved_on", _("Date")),
        ChoiceFilter("kind", _("Kind"), choices=StockKind),
        ModelFilter("warehouse", _("Warehouse"), model=Warehouse),
        TextFilter("product", _("Product"), path="product__code"),
    ]
    search = ["document", "product__code", "product__name", "line__order__number"]
    order_by = "-moved_on"
    views = [View("month", _("This month"), "moved_on=this_month"), View("all", _("All"), "")]
    empty = _("Every movement of goods stands here.")

    def rows_for(self) -> QuerySet[StockMovement]:
        """Who may open the list sees all movements: they carry no prices."""
        return StockMovement.objects.all()
