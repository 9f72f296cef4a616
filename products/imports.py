"""Product families and products a file may bring in."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports import ImportColumn, ImportContext, ImportPreset, ModelImport, Row, register
from core.imports.references import by_any_of, made
from products.enums import Route
from products.models import Product, ProductCategory


@register
class CategoryImport(ModelImport):
    """Product families."""

    name = "product_categories"
    label = gettext_lazy("Product categories")
    permission = "products.add_product"
    takes_historical = True
    model = ProductCategory
    key = ("code",)
    repeats = "first"
    columns = [
        ImportColumn(
            "code",
            gettext_lazy("Category code"),
            kind="code",
            required=True,
            aliases=["CategoryID", "类别编码", "类别"],
            example="ISG",
            max_length=40,
        ),
        ImportColumn(
            "name",
            gettext_lazy("Category name"),
            required=True,
            aliases=["CategoryName", "类别名称", "类别"],
            example="立式管道离心泵",
            max_length=80,
        ),
        ImportColumn("route", gettext_lazy("Route"), kind="choice", choices=Route.choices),
    ]
    presets = [
        ImportPreset("northwind", headings={"code": "CategoryID", "name": "CategoryName"}),
    ]


@register
class ProductImport(ModelImport):
    """Products; a historical file may name new families."""

    name = "products"
    label = gettext_lazy("Products")
    permission = "products.add_product"
    takes_historical = True
    model = Product
    key = ("code",)
    repeats = "first"
    notes = [
        gettext_lazy("A product is recognised by its code; repeated rows count once, the first."),
        gettext_lazy("A historical file may name new categories; they are made."),
    ]
    columns = [
        ImportColumn(
            "code",
            gettext_lazy("Product code"),
            kind="code",
            required=True,
            aliases=["产品编码", "商品编码", "物料编码", "产品 ID", "ProductID", "条码", "SKU"],
            example="ISG65-160A",
            max_length=40,
        ),
        ImportColumn(
            "name",
            gettext_lazy("Product name"),
            required=True,
            aliases=["产品名称", "商品名称", "名称", "ProductName"],
            example="立式管道离心泵",
            max_length=200,
        ),
        ImportColumn(
            "specification",
            gettext_lazy("Specification"),
            aliases=["规格", "规格型号", "型号", "QuantityPerUnit"],
            example="DN65 H28 4kW",
            max_length=200,
        ),
        ImportColumn(
            "unit",
            gettext_lazy("Unit"),
            aliases=["单位", "计量单位"],
            default="件",
            example="台",
            max_length=20,
        ),
        ImportColumn(
            "category",
            gettext_lazy("Category"),
            kind="lookup",
            required=True,
            aliases=["类别", "产品类别", "分类", "子类别", "CategoryID"],
            lookup=by_any_of(ProductCategory, "code", "name", may_make=True),
            suggest=lambda _context: ProductCategory.objects.values_list("name", flat=True),
        ),
        ImportColumn(
            "list_price",
            gettext_lazy("List price"),
            kind="price",
            minimum=0,
            aliases=["标准价", "单价", "零售价", "UnitPrice", "目录价"],
            example="2380",
        ),
        ImportColumn(
            "floor_price",
            gettext_lazy("Floor price"),
            kind="price",
            minimum=0,
            aliases=["最低限价", "最低售价", "底价"],
            example="2300",
        ),
        ImportColumn(
            "cost", gettext_lazy("Cost"), kind="price", minimum=0, aliases=["成本", "成本价"]
        ),
        ImportColumn(
            "tax_rate",
            gettext_lazy("Tax rate"),
            kind="rate",
            minimum=0,
            maximum=1,
            aliases=["税率", "税率(%)"],
            example="13%",
        ),
        ImportColumn(
            "prices_include_tax",
            gettext_lazy("Prices include tax"),
            kind="bool",
            aliases=["含税"],
        ),
        ImportColumn(
            "lead_days", gettext_lazy("Lead days"), kind="integer", minimum=0, aliases=["交货天数"]
        ),
        ImportColumn(
            "is_special",
            gettext_lazy("Special"),
            kind="bool",
            aliases=["特殊", "特殊产品", "非标", "定制"],
        ),
        ImportColumn("is_active", gettext_lazy("On sale"), kind="bool", aliases=["在售"]),
    ]
    presets = [
        ImportPreset(
            "northwind",
            headings={
                "code": "ProductID",
                "name": "ProductName",
                "specification": "QuantityPerUnit",
                "category": "CategoryID",
                "list_price": "UnitPrice",
            },
            constants={"unit": "件", "tax_rate": "0", "prices_include_tax": "1"},
        ),
        ImportPreset(
            "superstore",
            headings={"code": "产品 ID", "name": "产品名称", "category": "类别"},
            constants={"unit": "件", "tax_rate": "0", "prices_include_tax": "1"},
        ),
    ]

    def check(self, rows: list[Row], context: ImportContext) -> None:
        """What is refused when it is typed: a floor above the list price, a tax of the whole."""
        prices = ("list_price", "floor_price")
        partly = rows and not all(rows[0].given(name) for name in prices)
        stored = self._stored(rows, [self.column("code")]) if partly else {}
        for row in rows:
            known = stored.get((row["code"],), {})
            price, floor = (row[p] if row.given(p) else known.get(p) for p in prices)
            if price and floor and floor > price:
                told = "floor_price" if row.given("floor_price") else "list_price"
                row.fail(told, _("The floor price is above the list price."))
            if row["tax_rate"] == 1:
                row.fail("tax_rate", _("A tax rate lies between 0 and 1: 13% is 0.13."))

    def write(self, rows: list[Row], context: ImportContext) -> None:
        made(ProductCategory, rows, "category")
        super().write(rows, context)
