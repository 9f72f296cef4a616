"""Products in the navigation."""

from django.utils.translation import gettext_lazy as _

from core.ui import menu

menu.section("customers", _("Customers"), icon="customer", order=30)
menu.item("customers", _("Products"), "products:product_list", "products.view_product")
menu.new(_("Product"), "products:product_create", "products.add_product", key="p", order=40)
