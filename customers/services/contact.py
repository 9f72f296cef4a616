"""The people at a customer."""

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

from .merged import refuse_merged

PERSONAL = ("name", "phone", "wechat", "email", "birthday", "note")


@transaction.atomic
def contact_create(*, actor: User, customer: Customer, at: datetime, **fields: Any) -> Contact:
    """Add a person to a customer; the first one, or one marked so, is the primary contact."""
    demand(actor, "customers.add_contact")
    keep(Customer.objects.filter(pk=customer.pk))
    refuse_merged(Customer.objects.get(pk=customer.pk))
    contact = Contact(customer=customer, **_clean(fields))
    if not customer.contacts.filter(has_left=False).exists():
        contact.is_primary = True
    _only_primary(contact, actor=actor, at=at)
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
    fields = _clean(fields)
    before = {name: getattr(row, name) for name in fields}
    for name, value in fields.items():
        setattr(row, name, value)
    _only_primary(row, actor=actor, at=at)
    history.save(row, actor=actor, at=at)
    if row.has_left:
        next_primary(row.customer, actor=actor, at=at)
    changes = {
        name: ["…", "…"] if name in PERSONAL else pair
        for name, pair in audit.difference(before, fields).items()
    }
    audit.record(actor=actor, verb=Event.CONTACT_CHANGED, subject=row, at=at, changes=changes)
    events.announce(Event.CONTACT_CHANGED, row)
    return row


def next_primary(customer: Customer, *, actor: User, at: datetime) -> None:
    """Where the primary contact is gone, the next one of those still there takes the place."""
    if customer.contacts.filter(is_primary=True).exists():
        return
    for following in customer.contacts.filter(has_left=False).order_by("pk")[:1]:
        following.is_primary = True
        history.save(following, actor=actor, at=at)


def _clean(fields: dict[str, Any]) -> dict[str, Any]:
    """Trim texts; a person has a name."""
    cleaned = {k: v.strip() if isinstance(v, str) else v for k, v in fields.items()}
    if not cleaned.get("name", "?"):
        raise BusinessError(_("A contact needs a name."), field="name")
    return cleaned


def _only_primary(contact: Contact, *, actor: User, at: datetime) -> None:
    """One primary contact a customer, and none who left."""
    if contact.has_left:
        contact.is_primary = False
    if contact.is_primary:
        others = Contact.objects.filter(customer=contact.customer_id, is_primary=True)
        for other in others.exclude(pk=contact.pk):
            other.is_primary = False
            history.save(other, actor=actor, at=at)
