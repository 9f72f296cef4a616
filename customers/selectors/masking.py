"""Phone, WeChat and bank numbers, masked for who may not read them."""

from typing import Any

from core import secrecy
from customers.models import Contact, Customer


def masked(text: str) -> str:
    """'13807346621' → '138****6621': enough to recognise, not to call."""
    if len(text) < 5:
        return "*" * len(text)
    tail = 4 if len(text) > 8 else 1
    head = 3 if len(text) > 8 else 1
    return f"{text[:head]}{'*' * (len(text) - head - tail)}{text[-tail:]}"


def shown_contacts(*, customer: Customer, user: Any) -> list[dict[str, Any]]:
    """The contacts as this person may read them."""
    sees = secrecy.may_see(user, secrecy.CONTACT, customer)
    return [_shown(contact, sees=sees) for contact in customer.contacts.all()]


def _shown(contact: Contact, *, sees: bool) -> dict[str, Any]:
    hidden = str if sees else masked
    return {
        "contact": contact,
        "phone": hidden(contact.phone),
        "wechat": hidden(contact.wechat),
        "email": hidden(contact.email),
        "birthday": contact.birthday if sees else None,
        "is_masked": not sees,
    }
