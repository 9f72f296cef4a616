"""Products: list, one page each, entry."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.secrecy import AMOUNT, COST
from core.ui import Column, CreatePage, DetailPage, EditPage, Figure, ListPage, Section
from products import services
from products.enums import Route
from products.forms import ProductForm
from products.lists import ProductList
from products.models import Product


class ProductListPage(ListPage):
    """All products."""

    list_class = ProductList
    permission = "products.view_product"
    create = "products:product_create"
    importer = "core:import_start"


class ProductDetailPage(DetailPage):
    """One product: prices, route, what higher apps know of it."""

    model = Product
    permission = "products.view_product"
    sections = [
        Section(
            _("Product"),
            [
                Column("name", _("Product name")),
                Column("specification", _("Specification")),
                Column("unit", _("Unit")),
                Column("category__name", _("Category")),
                Column("category__route", _("Route"), kind="choice", choices=Route),
                Column("lead_days", _("Lead days"), kind="int"),
                Column("tax_rate", _("Tax rate"), kind="percent"),
                Column("prices_include_tax", _("Tax included"), kind="bool"),
                Column("is_special", _("Special"), kind="bool"),
                Column("is_active", _("On sale"), kind="bool"),
                Column("season", _("Season")),
                Column("note", _("Note")),
            ],
        ),
    ]

    def figures(self, product: Product) -> list[Figure]:
        """The prices."""
        return [
            Figure(_("List price"), product.list_price, kind="price", secret=AMOUNT),
            Figure(_("Floor price"), product.floor_price, kind="price", secret=AMOUNT),
            Figure(_("Cost"), product.cost, kind="price", secret=COST),
        ]


class ProductCreatePage(CreatePage):
    """Add a product."""

    model = Product
    form_class = ProductForm
    service = services.product_create
    permission = "products.add_product"

    def initial(self) -> dict[str, Any]:
        return {"tax_rate": "0.13", "unit": "台", "is_active": True, "prices_include_tax": True}


class ProductEditPage(EditPage):
    """Change a product."""

    model = Product
    form_class = ProductForm
    service = services.product_change
    permission = "products.change_product"


pages = [ProductListPage, ProductDetailPage, ProductCreatePage, ProductEditPage]
