"""Addresses of a customer: added, changed, taken away on its page."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from core.ui import ActionPage, CreatePage, EditPage
from customers import services
from customers.forms import AddressForm
from customers.models import Customer, CustomerAddress


class CustomerAddressCreatePage(CreatePage):
    """Add an address to a customer."""

    model = CustomerAddress
    form_class = AddressForm
    service = services.address_create
    permission = "customers.add_customeraddress"
    path = "customer/<id:customer>/address/create/"
    title = _("Add address")

    def arguments(self, form: Any) -> dict[str, Any]:
        found = Customer.objects.visible_to(self.request.user).filter(pk=self.kwargs["customer"])
        customer = found.first()
        if customer is None:
            raise Http404
        return {**form.cleaned_data, "customer": customer}

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


def addresses_of(address: CustomerAddress) -> str:
    """The addresses on the customer's page."""
    return f"/customers/customer/{address.customer_id}/?tab=addresses"


pages = [CustomerAddressCreatePage, CustomerAddressEditPage, CustomerAddressRemovePage]
