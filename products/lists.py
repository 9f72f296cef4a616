"""The list of products."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.secrecy import AMOUNT, COST
from core.ui import BoolFilter, ChoiceFilter, Column, ModelFilter, NumberFilter, RecordList, View
from products.enums import Route
from products.models import Product, ProductCategory


class ProductList(RecordList):
    """What is sold."""

    name = "products"
    model = Product
    title = _("Products")
    basis = _("Prices in CNY for one unit")
    unit = pgettext_lazy("unit", "products")
    columns = [
        Column("code", _("Product code"), kind="code", link=True, indexed=True, phone=3),
        Column("name", _("Product name"), clip=True, phone=1),
        Column("specification", _("Specification"), clip=True),
        Column("unit", _("Unit")),
        Column("category__name", _("Category"), phone=4),
        Column("category__route", _("Route"), kind="choice", choices=Route),
        Column("list_price", _("List price"), kind="price", secret=AMOUNT, phone=2),
        Column("floor_price", _("Floor price"), kind="price", secret=AMOUNT),
        Column("prices_include_tax", _("Tax included"), kind="bool", hidden=True),
        Column("cost", _("Cost"), kind="price", secret=COST),
        Column("tax_rate", _("Tax rate"), kind="percent"),
        Column("lead_days", _("Lead days"), kind="int"),
        Column("is_special", _("Special"), kind="bool"),
        Column("is_active", _("On sale"), kind="bool"),
    ]
    filters = [
        ModelFilter("category", _("Category"), model=ProductCategory),
        ChoiceFilter("route", _("Route"), choices=Route, path="category__route"),
        BoolFilter("is_active", _("On sale")),
        BoolFilter("is_special", _("Special")),
        NumberFilter("list_price", _("List price"), secret=AMOUNT),
    ]
    search = ["^code", "name", "specification", "~name_initials", "~name_pinyin"]
    order_by = "code"
    views = [View("on_sale", _("On sale"), "is_active=1")]
    empty = _("No products yet. Bring your price list in, or type the first one.")
    empty_action = "products:product_create"
