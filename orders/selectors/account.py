"""The account of a customer 往来明细账: what was owed, what came, what remains, line by line."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from core.database import exact
from customers.models import Customer
from orders.enums import AllocationKind
from orders.models import Allocation, Receipt, Receivable

from .receivables import Retention, retention_at

ZERO = Decimal("0.00")
# Netting moves between two items of one account and adds up to nothing.
NOT_MONEY = ~Q(kind__in=[AllocationKind.RECEIPT, AllocationKind.NETTED])


@dataclass
class Entry:
    """One line of an account; ``balance`` runs along."""

    on: date
    document: str
    text: str
    debit: Decimal = ZERO
    credit: Decimal = ZERO
    balance: Decimal = ZERO
    receipt: int | None = None
    order: int | None = None


@dataclass(frozen=True)
class Account:
    """A customer's account over a range of days."""

    opening: Decimal
    entries: list[Entry]
    debit: Decimal
    credit: Decimal
    closing: Decimal
    retention: Retention


def customer_account(customer: Customer, from_on: date, to_on: date) -> Account:
    """Opening, entries with their running balance, closing, and the retention money in it.

    Debit is what arose; credit is money received (whole, on its day), returns, red letters and
    allowances. The balance is what is outstanding less what is free of the receipts.
    """
    opening = balance = _balance_before(customer, from_on)
    entries = sorted(
        [
            *_arisen(customer, from_on, to_on),
            *_reduced(customer, from_on, to_on),
            *_received(customer, from_on, to_on),
        ],
        key=lambda entry: (entry.on, not entry.debit, entry.document),
    )
    for entry in entries:
        balance += entry.debit - entry.credit
        entry.balance = balance
    debit = sum((entry.debit for entry in entries), ZERO)
    credit = sum((entry.credit for entry in entries), ZERO)
    retention = retention_at(to_on, customer.pk)
    return Account(opening, entries, debit, credit, balance, retention)


def _balance_before(customer: Customer, day: date) -> Decimal:
    money = exact(2)

    def total(rows: QuerySet[Any]) -> Decimal:
        return money(rows.aggregate(total=Sum("amount"))["total"] or ZERO)

    arisen = Receivable.objects.filter(customer=customer, arose_on__lt=day)
    reduced = Allocation.objects.filter(
        NOT_MONEY, receivable__customer=customer, effective_on__lt=day
    )
    received = Receipt.objects.filter(customer=customer, received_on__lt=day)
    reversals = Receipt.objects.filter(customer=customer, reversed_on__lt=day)
    return total(arisen) - total(reduced) - total(received) + total(reversals)


def _arisen(customer: Customer, from_on: date, to_on: date) -> list[Entry]:
    rows = Receivable.objects.filter(customer=customer, arose_on__gte=from_on, arose_on__lte=to_on)
    return [
        Entry(
            item.arose_on,
            item.document,
            _what(item),
            debit=max(item.amount, ZERO),
            credit=max(-item.amount, ZERO),
            order=item.order_id,
        )
        for item in rows
    ]


def _what(item: Receivable) -> str:
    source = item.get_source_display()
    return f"{source} · {item.get_portion_display()}" if item.is_retention else source


def _reduced(customer: Customer, from_on: date, to_on: date) -> list[Entry]:
    rows = Allocation.objects.filter(
        NOT_MONEY,
        receivable__customer=customer,
        effective_on__gte=from_on,
        effective_on__lte=to_on,
    ).select_related("receivable", "sales_return", "invoice")
    return [
        Entry(
            each.effective_on,
            str(each.sales_return or each.invoice or each.receivable.document),
            each.get_kind_display(),
            credit=each.amount,
            order=each.receivable.order_id,
        )
        for each in rows
    ]


def _received(customer: Customer, from_on: date, to_on: date) -> list[Entry]:
    rows = Receipt.objects.filter(customer=customer)
    came = rows.filter(received_on__gte=from_on, received_on__lte=to_on)
    gone = rows.filter(reversed_on__gte=from_on, reversed_on__lte=to_on)
    entries = [
        Entry(
            each.received_on,
            each.number,
            each.get_method_display(),
            credit=each.amount,
            receipt=each.pk,
        )
        for each in came
    ]
    entries += [
        Entry(each.reversed_on, each.number, _("Reversed"), credit=-each.amount, receipt=each.pk)
        for each in gone
        if each.reversed_on
    ]
    return entries
