"""A credit of a return or a red letter set against what the same customer still owes, 冲抵."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, periods
from core.database import exact
from core.errors import BusinessError
from core.locking import locked
from core.money import format_money
from core.rights import demand
from orders.enums import AllocationKind, Event
from orders.models import Allocation, Receivable

from .allocation import (
    AllocationRow,
    least_left,
    settled_by_document,
    shares_by_hand,
    shares_oldest_first,
)
from .days import check_day
from .receivable import LEDGER, allocation_write, open_items
from .rows import hold_customer

ZERO = Decimal("0.00")


@transaction.atomic
def receivable_net(
    *,
    actor: User,
    receivable: Receivable,
    on: date,
    at: datetime,
    rows: Sequence[AllocationRow] | None = None,
) -> Receivable:
    """Set a credit against items of its customer, effective ``on``: as given, or oldest due first.

    No money moves: what is owed in all stays, item and credit become smaller together. Refuses an
    item that is no credit, more than it has left or an item has open, a day before either arose,
    items of another customer and a closed period.
    """
    demand(actor, "orders.net_receivable", receivable)
    check_day(on, at, field="on")
    periods.guard(on, LEDGER)
    hold_customer(receivable.customer_id)
    credit = locked(Receivable, receivable.pk)
    left = _credit_left(credit, on)
    items = open_items(credit.customer_id)
    if rows is None:
        shares = shares_oldest_first(left, items, on)
    else:
        shares = shares_by_hand(rows, items, on)
    total = sum((amount for _item, amount in shares), ZERO)
    if not shares:
        raise BusinessError(_("There is nothing to settle."), code="nothing_open")
    if total > left:
        raise BusinessError(
            _("The credit has only %(left)s left; %(total)s were set against it.")
            % {"left": format_money(left), "total": format_money(total)},
            field="amount",
            code="over_credit",
        )
    for item, amount in shares:
        _write_both(item, credit, amount, on=on, at=at, actor=actor)
    audit.record(
        actor=actor,
        verb=Event.CREDIT_NETTED,
        subject=credit,
        at=at,
        changes=settled_by_document(shares),
    )
    events.announce(Event.CREDIT_NETTED, credit, customer=credit.customer_id)
    return credit


@transaction.atomic
def receivable_unnet(
    *, actor: User, receivable: Receivable, on: date, reason: str, at: datetime
) -> Receivable:
    """Take back, as of a day, all that a credit was set against; both are open again.

    Refuses a day before it was netted, a credit that was not, and a closed period.
    """
    demand(actor, "orders.net_receivable", receivable)
    check_day(on, at, field="on")
    periods.guard(on, LEDGER)
    hold_customer(receivable.customer_id)
    credit = locked(Receivable, receivable.pk)
    netted = Allocation.objects.filter(credit=credit).exclude(receivable=credit)
    money = exact(2)
    standing = {
        pk: money(amount)
        for pk, amount in netted.values_list("receivable").annotate(Sum("amount")).order_by()
    }
    standing = {pk: amount for pk, amount in standing.items() if amount}
    if not standing:
        raise BusinessError(_("There is nothing to take back."), code="nothing_settled")
    last = max(netted.values_list("effective_on", flat=True))
    if on < last:
        raise BusinessError(
            _("That is before %(day)s.") % {"day": last.isoformat()}, field="on", code="before"
        )
    items = Receivable.objects.select_for_update(of=("self",)).filter(pk__in=standing)
    released = list(items.order_by("due_on", "arose_on", "pk"))
    for item in released:
        _write_both(item, credit, -standing[item.pk], on=on, at=at, actor=actor)
    audit.record(
        actor=actor,
        verb=Event.CREDIT_RELEASED,
        subject=credit,
        at=at,
        changes={
            document: [amount, ZERO]
            for document, (_none, amount) in settled_by_document(
                (item, standing[item.pk]) for item in released
            ).items()
        },
        reason=reason,
    )
    events.announce(Event.CREDIT_RELEASED, credit, customer=credit.customer_id)
    return credit


def _write_both(
    item: Receivable, credit: Receivable, amount: Decimal, *, on: date, at: datetime, actor: User
) -> None:
    """The two sides of one netting; each knows the other."""
    kind = AllocationKind.NETTED
    first = allocation_write(item, amount, kind=kind, on=on, at=at, actor=actor, credit=credit)
    allocation_write(
        credit, -amount, kind=kind, on=on, at=at, actor=actor, credit=credit, pair=first
    )


def _credit_left(credit: Receivable, on: date) -> Decimal:
    if credit.open_amount >= 0:
        raise BusinessError(
            _("%(document)s is no credit, or nothing of it is left.")
            % {"document": credit.document},
            code="no_credit",
        )
    if on < credit.arose_on:
        raise BusinessError(
            _("%(document)s arose on %(day)s only.")
            % {"document": credit.document, "day": credit.arose_on.isoformat()},
            field="on",
            code="arose_later",
        )
    later = credit.allocations.filter(effective_on__gt=on)
    since = later.values_list("effective_on", "amount")
    return least_left(-credit.open_amount, ((day, -amount) for day, amount in since))
