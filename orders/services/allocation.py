"""Which items of money owed a receipt settles, from which day on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, periods
from core.errors import BusinessError
from core.locking import locked
from core.money import format_money, round_money
from core.rights import demand
from orders.enums import AllocationKind, Event, ReceiptStatus, ReceivableSource
from orders.models import Allocation, Receipt, Receivable

from .collection import collected_recompute
from .days import check_day
from .receivable import LEDGER, allocation_write, open_items
from .rows import hold_customer

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class AllocationRow:
    """How much of a receipt settles an item."""

    receivable: Receivable
    amount: Decimal


@transaction.atomic
def receipt_allocate(
    *,
    actor: User,
    receipt: Receipt,
    on: date,
    at: datetime,
    rows: Sequence[AllocationRow] | None = None,
    seen_version: int | None = None,
) -> Receipt:
    """Settle items with free money of a receipt, effective ``on``: as given, or oldest due first.

    What is not needed stays free as a prepayment. Refuses more than is free that day
    and since, more than an item has open, items of another customer or that arose later, a day
    before the money came, a reversed receipt and a closed period.
    """
    demand(actor, "orders.allocate_receipt", receipt)
    check_day(on, at, field="on")
    periods.guard(on, LEDGER)
    hold_customer(receipt.customer_id)
    receipt = locked(Receipt, receipt.pk, seen_version)
    check_receipt(receipt, on)
    items = open_items(receipt.customer_id)
    free = free_from(receipt, on)
    if rows is None:
        shares = shares_oldest_first(free, items, on)
    else:
        shares = shares_by_hand(rows, items, on)
    total = _checked_total(receipt, shares, free)
    for item, amount in shares:
        allocation_write(
            item, amount, kind=AllocationKind.RECEIPT, on=on, at=at, actor=actor, receipt=receipt
        )
    keep_free(receipt, receipt.free_amount - total)
    audit.record(
        actor=actor,
        verb=Event.RECEIPT_ALLOCATED,
        subject=receipt,
        at=at,
        changes=settled_by_document(shares),
    )
    collected_recompute({item.order_id for item, _amount in shares if item.order_id})
    events.announce(Event.RECEIPT_ALLOCATED, receipt, customer=receipt.customer_id)
    return receipt


@transaction.atomic
def receipt_release(
    *,
    actor: User,
    receipt: Receipt,
    receivable: Receivable,
    on: date,
    at: datetime,
    reason: str = "",
) -> Receipt:
    """Take back what a receipt settled of an item, as of a day; the money is free again."""
    demand(actor, "orders.allocate_receipt", receipt)
    check_day(on, at, field="on")
    periods.guard(on, LEDGER)
    hold_customer(receipt.customer_id)
    receipt = locked(Receipt, receipt.pk)
    check_receipt(receipt, on)
    if receivable.source == ReceivableSource.REFUND:
        raise BusinessError(
            _("%(document)s was paid back; money that comes again is a receipt of its own.")
            % {"document": receivable.document},
            code="refunded",
        )
    before = receipt.free_amount
    order = take_back(actor=actor, receipt=receipt, item=receivable.pk, on=on, at=at)
    if receipt.free_amount == before:
        raise BusinessError(_("There is nothing to take back."), code="nothing_settled")
    keep_free(receipt, receipt.free_amount)
    audit.record(
        actor=actor,
        verb=Event.RECEIPT_RELEASED,
        subject=receipt,
        at=at,
        changes={receivable.document: [receipt.free_amount - before, ZERO]},
        reason=reason,
    )
    collected_recompute([order] if order else [])
    events.announce(Event.RECEIPT_RELEASED, receipt, customer=receipt.customer_id)
    return receipt


def take_back(*, actor: User, receipt: Receipt, item: int, on: date, at: datetime) -> int | None:
    """Reverse what a held receipt settled of the item; answers the order it was for.

    The receipt's free amount is raised here and written by the caller.
    """
    settled = list(
        Allocation.objects.filter(receipt=receipt, receivable=item).order_by("effective_on", "pk")
    )
    amount = sum((each.amount for each in settled), ZERO)
    row = Receivable.objects.select_for_update(of=("self",)).get(pk=item)
    if not amount:
        return row.order_id
    last = max(each.effective_on for each in settled)
    if on < last:
        raise BusinessError(
            _("The money was allocated on %(day)s; it cannot be taken back before.")
            % {"day": last.isoformat()},
            field="on",
            code="before",
        )
    allocation_write(
        row,
        -amount,
        kind=AllocationKind.RECEIPT,
        on=on,
        at=at,
        actor=actor,
        receipt=receipt,
        reverses=settled[-1],
    )
    receipt.free_amount += amount
    return row.order_id


def check_receipt(receipt: Receipt, on: date) -> None:
    """The receipt stands, and its money had come."""
    if receipt.status != ReceiptStatus.REGISTERED:
        raise BusinessError(_("%(receipt)s was reversed.") % {"receipt": receipt}, code="reversed")
    if on < receipt.received_on:
        raise BusinessError(
            _("The money came on %(day)s.") % {"day": receipt.received_on.isoformat()},
            field="on",
            code="before",
        )


def free_from(receipt: Receipt, on: date) -> Decimal:
    """What is free of a held receipt on every day from that one on.

    What was taken back later was not free on the day: no day of the past spends money twice.
    """
    later = receipt.allocations.filter(effective_on__gt=on)
    return least_left(receipt.free_amount, later.values_list("effective_on", "amount"))


def _open_from(items: Sequence[Receivable], on: date) -> dict[int, Decimal]:
    """The same of what each held item has open."""
    later: dict[int, list[tuple[date, Decimal]]] = {item.pk: [] for item in items}
    rows = Allocation.objects.filter(receivable__in=later, effective_on__gt=on)
    for pk, day, amount in rows.values_list("receivable", "effective_on", "amount"):
        later[pk].append((day, amount))
    return {item.pk: least_left(item.open_amount, later[item.pk]) for item in items}


def least_left(left: Decimal, later: Iterable[tuple[date, Decimal]]) -> Decimal:
    """The least that was left on a day, going back from what is left at the end."""
    least = left
    for _day, rows in groupby(sorted(later, reverse=True), key=itemgetter(0)):
        left += sum((amount for _same, amount in rows), ZERO)
        least = min(least, left)
    return max(least, ZERO)


def _checked_total(
    receipt: Receipt, shares: Sequence[tuple[Receivable, Decimal]], free: Decimal
) -> Decimal:
    if not shares:
        raise BusinessError(_("There is nothing to settle."), code="nothing_open")
    total = sum((amount for _item, amount in shares), ZERO)
    if total > free:
        raise BusinessError(
            _("Only %(free)s of %(receipt)s are free; %(total)s were allocated.")
            % {
                "free": format_money(free),
                "receipt": receipt,
                "total": format_money(total),
            },
            field="amount",
            code="over_allocation",
        )
    return total


def settled_by_document(
    shares: Iterable[tuple[Receivable, Decimal]],
) -> dict[str, list[Decimal]]:
    """What the trail says was settled of each document; it may have two items."""
    settled: dict[str, list[Decimal]] = {}
    for item, amount in shares:
        settled.setdefault(item.document, [ZERO, ZERO])[1] += amount
    return settled


def shares_oldest_first(
    free: Decimal, items: Sequence[Receivable], on: date
) -> list[tuple[Receivable, Decimal]]:
    """What the amount settles of items that have arisen, oldest due first."""
    shares = []
    opens = _open_from(items, on)
    for item in items:
        if free <= 0:
            break
        amount = min(free, opens[item.pk])
        if item.arose_on > on or not amount:
            continue
        shares.append((item, amount))
        free -= amount
    return shares


def shares_by_hand(
    rows: Sequence[AllocationRow], items: Sequence[Receivable], on: date
) -> list[tuple[Receivable, Decimal]]:
    """As typed, each within what the item has open."""
    held, opens = {item.pk: item for item in items}, _open_from(items, on)
    if len({row.receivable.pk for row in rows}) != len(rows):
        raise BusinessError(_("An item stands twice in the allocation."), code="twice")
    shares = []
    for row in rows:
        item, amount = held.get(row.receivable.pk), round_money(row.amount)
        if amount <= 0:
            raise BusinessError(_("An amount is greater than zero."), field="amount")
        open_amount = opens[item.pk] if item else ZERO
        if item is None or amount > open_amount:
            raise BusinessError(
                _("%(document)s has only %(open)s open.")
                % {"document": row.receivable.document, "open": format_money(open_amount)},
                field="amount",
                code="over_open",
            )
        if item.arose_on > on:
            raise BusinessError(
                _("%(document)s arose on %(day)s only.")
                % {"document": item.document, "day": item.arose_on.isoformat()},
                field="on",
                code="arose_later",
            )
        shares.append((item, amount))
    return shares


def keep_free(receipt: Receipt, free: Decimal) -> None:
    """What is free of a held receipt from now on."""
    receipt.free_amount = free
    receipt.save(update_fields=["free_amount"])
