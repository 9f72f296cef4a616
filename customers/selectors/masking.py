"""Phone, WeChat and bank numbers, masked for who may not read them."""

from typing import Any

from accounts.selectors import show
from core import secrecy
from customers.models import Customer


def shown_contacts(*, customer: Customer, user: Any) -> list[dict[str, Any]]:
    """The contacts as this person may read them: plain, masked or not at all."""
    sees = secrecy.may_see(user, secrecy.CONTACT, customer)

    def shown(text: str) -> str:
        return show(user, secrecy.CONTACT, text, customer)

    return [
        {
            "contact": contact,
            "phone": shown(contact.phone),
            "wechat": shown(contact.wechat),
            "email": shown(contact.email),
            "birthday": contact.birthday if sees else None,
            "is_masked": not sees,
        }
        for contact in customer.contacts.all()
    ]
