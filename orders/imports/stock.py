"""What lay in the warehouses on the day the books were opened."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports import ImportColumn, ImportContext, ImportLedger, Row, register, rehearse
from core.imports.references import by_any_of
from orders.enums import StockKind
from orders.models import StockMovement, Warehouse
from orders.services import StockRow, stock_open
from products.models import Product

from .columns import product_codes

Key = tuple[Any, ...]


@register
class OpeningStockImport(ImportLedger):
    """One quantity per warehouse and product, on one day."""

    name = "opening_stock"
    label = gettext_lazy("Opening stock")
    permission = "orders.count_stock"
    key = ("warehouse", "product")
    group_by = ("warehouse", "opened_on")
    notes = [
        gettext_lazy("A product is opened once in a warehouse; later differences are counted."),
        gettext_lazy("What was shipped or taken in after that day stays as it is."),
    ]
    columns = [
        ImportColumn(
            "warehouse",
            gettext_lazy("Warehouse"),
            kind="lookup",
            required=True,
            lookup=by_any_of(Warehouse, "code", "name"),
            suggest=lambda _context: Warehouse.objects.values_list("name", flat=True),
            aliases=["仓库", "仓库编码", "仓库名称", "库房", "Warehouse", "WarehouseCode"],
            example="W01",
        ),
        ImportColumn(
            "opened_on",
            gettext_lazy("Opening day"),
            kind="date",
            required=True,
            aliases=["期初日期", "日期", "盘点日期", "OpeningDate", "Date"],
            example="2026-11-01",
        ),
        ImportColumn(
            "product",
            gettext_lazy("Product code"),
            kind="lookup",
            required=True,
            lookup=by_any_of(Product, "code", "name"),
            suggest=product_codes,
            aliases=["产品编码", "商品编码", "物料编码", "产品", "ProductID", "SKU", "产品名称"],
            example="ISG65-160A",
        ),
        ImportColumn(
            "quantity",
            gettext_lazy("Quantity"),
            kind="quantity",
            required=True,
            minimum=0,
            aliases=["数量", "期初数量", "库存数量", "结存数量", "Quantity", "OnHand"],
            example="20",
        ),
        ImportColumn("note", gettext_lazy("Remarks"), aliases=["备注", "Note"], max_length=200),
    ]

    def check(self, rows: list[Row], context: ImportContext) -> None:
        """Nothing at all is not opened."""
        for row in rows:
            if not row["quantity"]:
                row.fail("quantity", _("The quantity must be above 0."))

    def compare(self, rows: list[Row], context: ImportContext) -> None:
        """New, or opened with the same quantity on the same day; anything else is a count."""
        stored = _opened(rows)
        for row in rows:
            found = stored.get((row["warehouse"], row["product"]))
            if found is None:
                row.is_new()
            elif found == (row["opened_on"], row["quantity"]):
                row.is_same()
            else:
                row.fail("quantity", _("This product was opened here before; count it."))
        new = [row for row in rows if row.state == "new"]
        rehearse(self, context.documents(new), lambda those: self._open(those, context))

    def write(self, rows: list[Row], context: ImportContext) -> None:
        new = [row for row in rows if row.state == "new"]
        for of_day in context.documents(new).values():
            self._open(of_day, context)

    def _open(self, rows: Sequence[Row], context: ImportContext) -> None:
        products = Product.objects.in_bulk({row["product"] for row in rows})
        stock_open(
            actor=context.actor,
            warehouse=Warehouse.objects.get(pk=rows[0]["warehouse"]),
            rows=[StockRow(products[row["product"]], row["quantity"]) for row in rows],
            on=rows[0]["opened_on"],
            at=context.at,
            note=rows[0]["note"] or "",
        )


def _opened(rows: Sequence[Row]) -> Mapping[Key, tuple[Any, Decimal]]:
    opened = StockMovement.objects.filter(
        kind=StockKind.OPENING,
        warehouse__in={row["warehouse"] for row in rows},
        product__in={row["product"] for row in rows},
    )
    return {
        (warehouse, product): (day, quantity)
        for warehouse, product, day, quantity in opened.values_list(
            "warehouse", "product", "moved_on", "quantity"
        )
    }
