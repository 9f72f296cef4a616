"""Where a customer's goods, invoices and letters go."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import User
from core import audit
from core.database import keep
from core.locking import locked
from core.rights import demand
from customers.enums import Event
from customers.models import Customer, CustomerAddress

from .merged import refuse_merged


@transaction.atomic
def address_create(
    *, actor: User, customer: Customer, at: datetime, **fields: Any
) -> CustomerAddress:
    """Add an address; the first of its kind, or one marked so, is the default."""
    demand(actor, "customers.add_customeraddress")
    keep(Customer.objects.filter(pk=customer.pk))
    refuse_merged(Customer.objects.get(pk=customer.pk))
    address = CustomerAddress(customer=customer, **fields)
    if not customer.addresses.filter(kind=address.kind, is_default=True).exists():
        address.is_default = True
    _only_default(address)
    address.save()
    _note(actor, address, at, before="", after=address.address)
    return address


@transaction.atomic
def address_change(
    *,
    actor: User,
    customer_address: CustomerAddress,
    at: datetime,
    seen_version: int | None = None,
    **fields: Any,
) -> CustomerAddress:
    """Change an address; orders keep the one they were written with. Refuses a stale page."""
    demand(actor, "customers.change_customeraddress", customer_address)
    row = locked(CustomerAddress, customer_address.pk, seen_version)
    before = row.address
    for name, value in fields.items():
        setattr(row, name, value)
    _only_default(row)
    row.save()
    _note(actor, row, at, before=before, after=row.address)
    return row


@transaction.atomic
def address_remove(
    *, actor: User, customer_address: CustomerAddress, at: datetime
) -> CustomerAddress:
    """Take an address away; the next of its kind becomes the default."""
    demand(actor, "customers.delete_customeraddress", customer_address)
    row = locked(CustomerAddress, customer_address.pk)
    customer, kind = row.customer, row.kind
    _note(actor, row, at, before=row.address, after="")
    row.delete()
    if not customer.addresses.filter(kind=kind, is_default=True).exists():
        for following in customer.addresses.filter(kind=kind)[:1]:
            following.is_default = True
            following.save(update_fields=["is_default"])
    return row


def _only_default(address: CustomerAddress) -> None:
    """One default address of each kind."""
    if address.is_default:
        others = CustomerAddress.objects.filter(customer=address.customer_id, kind=address.kind)
        others = others.exclude(pk=address.pk).filter(is_default=True)
        others.update(is_default=False, version=F("version") + 1)


def _note(actor: User, address: CustomerAddress, at: datetime, *, before: str, after: str) -> None:
    audit.record(
        actor=actor,
        verb=Event.CUSTOMER_CHANGED,
        subject=address.customer,
        at=at,
        changes={str(address._meta.verbose_name): [before, after]},
    )
