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

from .merged import refuse_merged

PERSONAL = ("phone", "wechat", "email", "birthday", "note")


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
    row.has_left, row.is_primary = True, False
    history.save(row, actor=actor, at=at, reason=reason)
    Contact.history.filter(id=row.pk).update(**gone)
    audit.record(actor=actor, verb=Event.PERSONAL_ERASED, subject=row, at=at, reason=reason)
    return row


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
