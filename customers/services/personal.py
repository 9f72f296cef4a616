"""What the house holds of a person at a customer: copied out or deleted when that person asks."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, history
from core.imports.forgetting import rows_forget
from core.locking import locked
from core.rights import demand
from customers.enums import Event
from customers.models import Contact
from customers.selectors import bare_number

from .contact import PERSONAL, next_primary

HELD = (*PERSONAL, "role", "is_primary", "has_left")
LEDGER = "customers"


@transaction.atomic
def contact_copy(*, actor: User, contact: Contact, at: datetime) -> dict[str, Any]:
    """Everything held of a person, as it stands and in each kept version; the trail says by whom.

    For the person who asks, 个人信息保护法 article 45.
    """
    demand(actor, "customers.change_contact", contact)
    row = locked(Contact, contact.pk)
    versions = Contact.history.filter(id=row.pk).order_by("history_date", "history_id")
    audit.record(actor=actor, verb=Event.PERSONAL_COPIED, subject=row, at=at)
    return {
        "contact": row.pk,
        "customer": str(row.customer),
        **{name: getattr(row, name) for name in HELD},
        "versions": [
            {"at": each.history_date, **{name: getattr(each, name) for name in HELD}}
            for each in versions
        ],
    }


@transaction.atomic
def contact_erase(*, actor: User, contact: Contact, at: datetime, reason: str) -> Contact:
    """Delete what is personal about a contact on request, in all its kept versions too.

    Rows of the person in files brought in go as well, and the files with them; the next contact
    becomes the primary one.
    """
    demand(actor, "customers.change_contact", contact)
    row = locked(Contact, contact.pk)
    _forget_files(row, at=at)
    blank: dict[str, Any] = {"phone": "", "wechat": "", "email": "", "birthday": None}
    gone = {**blank, "name": _("Deleted"), "note": ""}
    for name, value in gone.items():
        setattr(row, name, value)
    row.has_left, row.is_primary = True, False
    history.save(row, actor=actor, at=at, reason=reason)
    Contact.history.filter(id=row.pk).update(**gone)
    next_primary(row.customer, actor=actor, at=at)
    audit.record(actor=actor, verb=Event.PERSONAL_ERASED, subject=row, at=at, reason=reason)
    return row


def _forget_files(contact: Contact, *, at: datetime) -> None:
    """A row is the person's by phone, WeChat or e-mail, or by the name beside the customer."""
    versions = [contact, *Contact.history.filter(id=contact.pk)]
    names = {each.name for each in versions}
    company = {contact.customer.code, contact.customer.name}
    own = {text for each in versions for text in (each.wechat, each.email) if text}
    numbers = {number for each in versions if (number := bare_number(each.phone))}

    def is_theirs(texts: set[str]) -> bool:
        if texts & own or (texts & names and texts & company):
            return True
        return any(bare_number(text) in numbers for text in texts)

    rows_forget(ledger=LEDGER, is_theirs=is_theirs, at=at)
