"""Who owns a customer, and the hand-over of all of one who leaves."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.enums import SELLERS
from accounts.models import User
from core import audit, events, history
from core.database import portions
from core.errors import BusinessError
from core.locking import locked
from core.rights import demand
from customers.enums import Event
from customers.models import Customer, OwnerPeriod

from .merged import refuse_merged

CHUNK = 2000


@transaction.atomic
def owner_change(
    *, actor: User, customer: Customer, owner: User, on: date, at: datetime, reason: str
) -> Customer:
    """Give a customer to another salesperson from that day on; the earlier ones stay known."""
    demand(actor, "customers.hand_over_customer", customer)
    row = locked(Customer, customer.pk)
    refuse_merged(row)
    _check(owner)
    if row.owner_id == owner.pk:
        raise BusinessError(_("%(owner)s owns this customer already.") % {"owner": owner})
    _give([row], owner, actor=actor, on=on, at=at, reason=reason)
    return row


@transaction.atomic
def customers_hand_over(
    *,
    actor: User,
    successor: User,
    on: date,
    at: datetime,
    reason: str,
    leaver: User | None = None,
    customers: Sequence[Customer] = (),
) -> int:
    """Give these customers, else all of one who leaves, to another person; returns how many.

    What the successor owns already is left as it is. Refuses a successor who does not sell, when
    neither is named, and when there is nothing to give.
    """
    demand(actor, "customers.hand_over_customer")
    _check(successor, field="successor")
    if leaver is None and not customers:
        raise BusinessError(_("Say which customers, or whose."), field="leaver")
    if leaver is not None and leaver.pk == successor.pk:
        raise BusinessError(_("Name another person."), field="successor")
    wanted = Q(pk__in=[each.pk for each in customers]) if customers else Q(owner=leaver)
    rows = list(
        Customer.objects.open()
        .select_for_update(of=("self",))
        .select_related("owner")
        .filter(wanted)
        .exclude(owner=successor)
        .order_by("pk")
    )
    if not rows and customers:
        raise BusinessError(
            _("%(owner)s owns these customers already.") % {"owner": successor}, field="successor"
        )
    if not rows:
        raise BusinessError(_("%(leaver)s owns no customers.") % {"leaver": leaver}, field="leaver")
    _give(rows, successor, actor=actor, on=on, at=at, reason=reason)
    return len(rows)


def begin_periods(owners: Mapping[int, int | None], *, on: date, reason: str = "") -> None:
    """Let a new owner's time begin for each customer, by key, and end that of the one before.

    Without an owner the time before ends and none begins.
    """
    for keys in portions(owners):
        before = OwnerPeriod.objects.filter(customer__in=keys, to_on=None)
        before.filter(from_on__lt=on).update(to_on=on - timedelta(days=1))
        before.filter(from_on__gte=on).delete()
    OwnerPeriod.objects.bulk_create(
        [
            OwnerPeriod(customer_id=customer, owner_id=owner, from_on=on, reason=reason[:200])
            for customer, owner in owners.items()
            if owner is not None
        ],
        batch_size=CHUNK,
    )


def _check(owner: User, *, field: str = "owner") -> None:
    if not owner.has_role(*SELLERS):
        raise BusinessError(_("%(owner)s is not a salesperson.") % {"owner": owner}, field=field)


def _give(
    rows: list[Customer], owner: User, *, actor: User, on: date, at: datetime, reason: str
) -> None:
    changes = {row.pk: {"owner": [str(row.owner or ""), str(owner)]} for row in rows}
    begin_periods({row.pk: owner.pk for row in rows}, on=on, reason=reason)
    for row in rows:
        row.owner = owner
        row.version += 1
    history.bulk_save(Customer, rows, ["owner", "version"], actor=actor, at=at, reason=reason)
    audit.record_many(
        actor=actor,
        verb=Event.OWNER_CHANGED,
        subjects=rows,
        at=at,
        changes=changes,
        reason=reason,
    )
    for row in rows:
        events.announce(Event.OWNER_CHANGED, row)
