"""Addresses of a customer: added, changed, taken away on its page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.ui import ActionPage, EditPage
from customers import services
from customers.forms import AddressForm
from customers.models import CustomerAddress

from .of_customer import OfCustomer


class CustomerAddressCreatePage(OfCustomer):
    """Add an address to a customer."""

    model = CustomerAddress
    form_class = AddressForm
    service = services.address_create
    permission = "customers.add_customeraddress"
    path = "customer/<id:customer>/address/create/"
    title = _("Add address")

    def success_url(self, record: CustomerAddress) -> str:
        return addresses_of(record)


class CustomerAddressEditPage(EditPage):
    """Change an address."""

    model = CustomerAddress
    form_class = AddressForm
    service = services.address_change
    permission = "customers.change_customeraddress"

    def success_url(self, record: CustomerAddress) -> str:
        return addresses_of(record)


class CustomerAddressRemovePage(ActionPage):
    """Take an address away."""

    model = CustomerAddress
    service = services.address_remove
    permission = "customers.delete_customeraddress"
    label = _("Remove address")
    danger = True

    def success_url(self, record: CustomerAddress, result: Any) -> str:
        return addresses_of(record)


def addresses_of(record: CustomerAddress) -> str:
    """The addresses on the customer's page."""
    address = reverse("customers:customer_detail", args=[record.customer_id])
    return f"{address}?tab=addresses"


pages = [CustomerAddressCreatePage, CustomerAddressEditPage, CustomerAddressRemovePage]
