"""Phone, WeChat and e-mail of contacts, masked for who may not read them."""

from typing import Any

from accounts.selectors import show
from core import secrecy
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
