"""Two customers became one: what hangs on the one goes to the other."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from core import audit, history, periods
from core.rights import demand
from customers.enums import Event as CustomerEvent
from customers.models import Customer
from customers.selectors import Moving
from orders.models import SalesMovement
from orders.selectors.hanging import KINDS

from .movement import LEDGER


@transaction.atomic
def customer_relink(
    *, actor: User, gone: Customer, kept: Customer, at: datetime, reason: str
) -> list[Moving]:
    """Link orders, goods, invoices and money of one customer to another, with a version of each.

    Amounts, days, people, regions and classes stay. A movement dated in a closed period keeps the
    customer it was written for, so that no figure of that period changes; reads by customer
    follow the merge.
    """
    demand(actor, "customers.merge_customer", gone)
    moved = [
        Moving(
            model._meta.verbose_name,
            _relink(model, actor=actor, gone=gone, kept=kept, at=at, reason=reason),
        )
        for model in KINDS
    ]
    _open_movements(gone).update(customer=kept)
    return moved


def _relink(model: type[Any], *, gone: Customer, kept: Customer, **signed: Any) -> int:
    rows = list(
        model._default_manager.select_for_update(of=("self",)).filter(customer=gone).order_by("pk")
    )
    if not rows:
        return 0
    if not hasattr(model, "history"):
        return model._default_manager.filter(customer=gone).update(customer=kept)
    for row in rows:
        row.customer = kept
        row.version += 1
    history.bulk_save(model, rows, ["customer", "version"], **signed)
    change = {"customer": [str(gone), str(kept)]}
    audit.record_many(
        verb=CustomerEvent.CUSTOMER_MERGED,
        subjects=rows,
        changes={row.pk: change for row in rows},
        **signed,
    )
    return len(rows)


def _open_movements(customer: Customer) -> QuerySet[SalesMovement]:
    closed = Q(pk__in=[])
    for first, last in periods.closed_spans(LEDGER):
        closed |= Q(moved_on__gte=first, moved_on__lte=last)
    return SalesMovement.objects.filter(customer=customer).exclude(closed)
