"""Contacts: list and entry."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.ui import ActionPage, EditPage, ListPage, forms
from customers import services
from customers.forms import ContactForm
from customers.lists import ContactList
from customers.models import Contact

from .of_customer import OfCustomer


class ContactListPage(ListPage):
    """All contacts the person sees."""

    list_class = ContactList
    permission = "customers.view_contact"


class ContactCreatePage(OfCustomer):
    """Add a person to a customer: ``?customer=12``."""

    model = Contact
    form_class = ContactForm
    service = services.contact_create
    permission = "customers.add_contact"
    path = "customer/<id:customer>/contact/create/"

    def initial(self) -> dict[str, Any]:
        """Whose contact it will be: its own phone is no double."""
        return {"customer": self.kwargs["customer"]}

    def success_url(self, record: Contact) -> str:
        return customer_address(record)


class ContactEditPage(EditPage):
    """Change a contact."""

    model = Contact
    form_class = ContactForm
    service = services.contact_change
    permission = "customers.change_contact"

    def success_url(self, record: Contact) -> str:
        return customer_address(record)


class ContactErasePage(ActionPage):
    """Delete what is personal, on the person's request."""

    model = Contact
    service = services.contact_erase
    form_class = forms.ReasonForm
    permission = "customers.change_contact"
    label = _("Delete personal details")
    danger = True

    def success_url(self, record: Contact, result: Any) -> str:
        return customer_address(record)


def customer_address(contact: Contact) -> str:
    """The page of the contact's customer."""
    return reverse("customers:customer_detail", args=[contact.customer_id])


pages = [ContactListPage, ContactCreatePage, ContactEditPage, ContactErasePage]
