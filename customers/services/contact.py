"""The people at a customer; what is personal about them can be shown and deleted on request."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, history
from core.database import keep
from core.errors import BusinessError
from core.locking import locked
from core.rights import demand
from customers.enums import Event
from customers.models import Contact, Customer

PERSONAL = ("phone", "wechat", "email", "birthday", "note")


@transaction.atomic
def contact_create(*, actor: User, customer: Customer, at: datetime, **fields: Any) -> Contact:
    """Add a person to a customer; the first one, or one marked so, is the primary contact."""
    demand(actor, "customers.add_contact")
    keep(Customer.objects.filter(pk=customer.pk))
    if Customer.objects.filter(pk=customer.pk).exclude(merged_into=None).exists():
        raise BusinessError(_("This customer was merged into another."))
    contact = Contact(customer=customer, **fields)
    if not customer.contacts.exists():
        contact.is_primary = True
    _only_primary(contact)
    history.save(contact, actor=actor, at=at)
    audit.record(actor=actor, verb=Event.CONTACT_CREATED, subject=contact, at=at)
    events.announce(Event.CONTACT_CREATED, contact)
    return contact


@transaction.atomic
def contact_change(
    *,
    actor: User,
    contact: Contact,
    at: datetime,
    seen_version: int | None = None,
    **fields: Any,
) -> Contact:
    """Change a contact. The trail names which fields changed, not the personal details."""
    demand(actor, "customers.change_contact", contact)
    row = locked(Contact, contact.pk, seen_version)
    before = {name: getattr(row, name) for name in fields}
    for name, value in fields.items():
        setattr(row, name, value)
    _only_primary(row)
    history.save(row, actor=actor, at=at)
    changes = {
        name: ["…", "…"] if name in PERSONAL else pair
        for name, pair in audit.difference(before, fields).items()
    }
    audit.record(actor=actor, verb=Event.CONTACT_CHANGED, subject=row, at=at, changes=changes)
    events.announce(Event.CONTACT_CHANGED, row)
    return row


@transaction.atomic
def contact_erase(*, actor: User, contact: Contact, at: datetime, reason: str) -> Contact:
    """Delete what is personal about a contact, in all its kept versions too, on request."""
    demand(actor, "customers.change_contact", contact)
    row = locked(Contact, contact.pk)
    blank: dict[str, Any] = {"phone": "", "wechat": "", "email": "", "birthday": None}
    gone = {**blank, "name": _("Deleted"), "note": ""}
    for name, value in gone.items():
        setattr(row, name, value)
    row.has_left = True
    history.save(row, actor=actor, at=at, reason=reason)
    Contact.history.filter(id=row.pk).update(**gone)
    audit.record(actor=actor, verb=Event.PERSONAL_ERASED, subject=row, at=at, reason=reason)
    return row


def _only_primary(contact: Contact) -> None:
    """One primary contact a customer."""
    if contact.is_primary:
        others = Contact.objects.filter(customer=contact.customer_id, is_primary=True)
        others.exclude(pk=contact.pk).update(is_primary=False)
