"""Customers in the navigation."""

from django.utils.translation import gettext_lazy as _

from core.ui import menu

menu.section("customers", _("Customers"), icon="customer", order=30)
menu.item(
    "customers",
    _("Customer archive"),
    "customers:customer_list",
    "customers.view_customer",
    order=10,
)
menu.item("customers", _("Contacts"), "customers:contact_list", "customers.view_contact", order=20)
menu.item(
    "customers",
    _("Hand over customers"),
    "customers:customer_hand_over",
    "customers.hand_over_customer",
    order=30,
)
menu.new(_("Customer"), "customers:customer_create", "customers.add_customer", key="c", order=20)
