"""Phone, WeChat and e-mail of contacts, masked for who may not read them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import label_for_field
from django.utils.translation import gettext_lazy as _

from accounts.enums import Sight
from accounts.selectors import show, sight
from core import secrecy
from core.errors import Sentence
from core.secrecy import BANK, CONTACT
from customers.models import Contact, Customer

DETAILS = ("phone", "wechat", "email")


def shown_contacts(*, customer: Customer, user: Any) -> list[dict[str, Any]]:
    """The contacts as this person may read them: plain, masked or not at all."""
    sees = secrecy.may_see(user, secrecy.CONTACT, customer)
    made = []
    for contact in customer.contacts.all():
        shown = {
            name: show(user, secrecy.CONTACT, getattr(contact, name), customer) for name in DETAILS
        }
        is_masked = not sees and any(shown.values())
        birthday = contact.birthday if sees else None
        made.append({"contact": contact, **shown, "birthday": birthday, "is_masked": is_masked})
    return made


OF_CUSTOMER = {
    CONTACT: (_("Phone of the customer"), ("phone",)),
    BANK: (_("Bank and invoice phone"), ("bank_name", "bank_account", "invoice_phone")),
}


@dataclass(frozen=True)
class Details:
    """Details of one kind of a customer, as somebody may read them."""

    kind: str
    label: Sentence
    facts: list[tuple[str, str]]
    is_masked: bool = True


def masked_details(customer: Customer, user: Any) -> list[Details]:
    """What this person sees of the customer in masked form only; who sees it plain needs none."""
    found = (
        details_of(customer, kind, user=user)
        for kind in OF_CUSTOMER
        if sight(user, kind, customer) is Sight.MASKED
    )
    return [each for each in found if each.facts]


def details_of(customer: Customer, kind: str, *, user: Any = None) -> Details:
    """The customer's details of that kind: as the person may read them, in full without one."""
    label, names = OF_CUSTOMER[kind]
    held = [(name, value) for name in names if (value := getattr(customer, name))]
    facts = [
        (
            str(label_for_field(name, Customer)),
            show(user, kind, value, customer) if user is not None else value,
        )
        for name, value in held
    ]
    return Details(kind, label, facts, is_masked=user is not None)


def plain(contact: Contact) -> dict[str, Any]:
    """A contact in full, for who asked to read it and is in the trail."""
    details = {name: getattr(contact, name) for name in DETAILS}
    return {
        "contact": contact,
        **details,
        "birthday": contact.birthday,
        "is_masked": False,
        "is_unmasked": True,
    }
