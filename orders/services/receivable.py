"""Money owed: how an item arises, what reduces it, and which line it was collected for."""

import calendar
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from core import periods
from core.money import round_money
from customers.enums import SettlementMethod
from customers.models import Customer
from orders.enums import AllocationKind, ReceivablePortion, ReceivableSource
from orders.models import Allocation, Invoice, Order, Receivable, SalesReturn, Shipment

LEDGER = "money"
ZERO = Decimal("0.00")
# Of what is owed for these, part may be kept back.
KEEPS_BACK = (ReceivableSource.SHIPMENT, ReceivableSource.INVOICE)
TAKES_BACK = (AllocationKind.RETURN, AllocationKind.RED_LETTER)


def due_day(customer: Customer, on: date) -> date:
    """When what arises on that day is to be paid, by how the customer settles.

    Monthly customers' days of credit count from the end of the month.
    """
    days = timedelta(days=customer.credit_days)
    match customer.settlement_method:
        case SettlementMethod.CREDIT_DAYS:
            return on + days
        case SettlementMethod.MONTHLY:
            last = calendar.monthrange(on.year, on.month)[1]
            return on.replace(day=last) + days
        case _:
            return on


def retention_due(on: date, months: int) -> date:
    """When retention money that arises on that day is to be paid: so many calendar months later,
    on the last day of a month that has no such day."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(on.day, last))


def portions(
    order: Order, source: str, on: date, amount: Decimal
) -> list[tuple[str, date, Decimal]]:
    """What is owed of the amount, and when: the price, and what the order keeps back of it.

    The retention is rounded, the price is the rest, so the two are the amount to the cent. Of
    freight paid for the customer nothing is kept back.
    """
    kept = round_money(order.retention_rate * amount) if source in KEEPS_BACK else ZERO
    parts = [
        (ReceivablePortion.PRICE, due_day(order.customer, on), amount - kept),
        (ReceivablePortion.RETENTION, retention_due(on, order.retention_months), kept),
    ]
    return [(portion.value, due_on, part) for portion, due_on, part in parts if part]


def receivable_arise(
    *,
    order: Order,
    source: str,
    document: str,
    on: date,
    amount: Decimal,
    shipment: Shipment | None = None,
    invoice: Invoice | None = None,
) -> list[Receivable]:
    """Write the items of money owed, in CNY; nothing for nothing. Refuses a closed period.

    Two where the order keeps money back, 质保金: the price, due as the customer settles, and the
    retention money, due after its months.
    """
    if not amount:
        return []
    periods.guard(on, LEDGER)
    return [
        Receivable.objects.create(
            customer_id=order.customer_id,
            salesperson_id=order.salesperson_id,
            region_id=order.region_id,
            source=source,
            portion=portion,
            order=order,
            shipment=shipment,
            invoice=invoice,
            document=document,
            arose_on=on,
            due_on=due_on,
            amount=part,
            open_amount=part,
        )
        for portion, due_on, part in portions(order, source, on, amount)
    ]


def receivable_credit(
    *,
    actor: User,
    items: Sequence[Receivable],
    order: Order,
    kind: str,
    source: str,
    document: str,
    amount: Decimal,
    on: date,
    at: datetime,
    sales_return: SalesReturn | None = None,
    invoice: Invoice | None = None,
) -> None:
    """Take the amount off the items of one paper; what they cannot bear becomes a credit item.

    Each portion bears its part, so that what stays agreed to be kept back is the agreed share of
    what stays with the customer: the retention money is what the order keeps back of that,
    rounded, and the price bears the rest. All of it credited, both are owed no more, to the cent.
    What is paid of the retention money goes over to the price. What is paid of the price is the
    credit: it is not made up for by money that is not due yet.

    ``items``: all of the paper, paid ones too, locked by the caller's query (``items_of_shipment``,
    ``items_of_invoice``). Refuses a closed period.
    """
    periods.guard(on, LEDGER)
    papers: dict[str, Any] = {"sales_return": sales_return, "invoice": invoice}
    rest = amount
    for item, taken in _borne(items, order, amount, _credited_beyond(order, source, **papers)):
        allocation_write(item, taken, kind=kind, on=on, at=at, actor=actor, **papers)
        rest -= taken
    if rest:
        Receivable.objects.create(
            customer_id=order.customer_id,
            salesperson_id=order.salesperson_id,
            region_id=order.region_id,
            source=source,
            order=order,
            shipment=sales_return.shipment if sales_return else None,
            invoice=invoice,
            sales_return=sales_return,
            document=document,
            arose_on=on,
            due_on=on,
            amount=-rest,
            open_amount=-rest,
        )


def _borne(
    items: Sequence[Receivable], order: Order, amount: Decimal, beyond: Decimal
) -> list[tuple[Receivable, Decimal]]:
    """How much of a credit each item of its paper bears; ``beyond``: what was credited of the
    paper before and became credit items.

    Counted from the whole paper, so that parts that are rounded leave no cent behind.
    """
    credited = _credited(items)
    whole = sum((item.amount for item in items), ZERO)
    left = max(whole - sum(credited.values(), ZERO) - beyond - amount, ZERO)
    stays = round_money(order.retention_rate * left)
    rest, parts = amount, []
    for item in sorted(items, key=lambda item: not item.is_retention):
        share = item.amount - credited.get(item.pk, ZERO) - stays if item.is_retention else rest
        taken = min(share, item.open_amount, rest)
        if taken > 0:
            parts.append((item, taken))
            rest -= taken
    return parts


def _credited(items: Sequence[Receivable]) -> dict[int, Decimal]:
    """What was taken off each item because goods or invoices were taken back."""
    credited: dict[int, Decimal] = defaultdict(Decimal)
    for row in Allocation.objects.filter(receivable__in=items, kind__in=TAKES_BACK):
        credited[row.receivable_id] += row.amount
    return credited


def _credited_beyond(
    order: Order, source: str, sales_return: SalesReturn | None, invoice: Invoice | None
) -> Decimal:
    """What was credited of the same paper before and its items could not bear."""
    credits = Receivable.objects.filter(order=order, source=source, amount__lt=0)
    if sales_return:
        credits = credits.filter(shipment=sales_return.shipment_id)
    elif invoice:
        credits = credits.filter(invoice__red_of=invoice.red_of_id or invoice.pk)
    return -sum(credits.values_list("amount", flat=True), ZERO)


def allocation_write(
    item: Receivable,
    amount: Decimal,
    *,
    kind: str,
    on: date,
    at: datetime,
    actor: User,
    **papers: Any,
) -> Allocation:
    """Write one dated reduction of a locked item and what it leaves open."""
    item.open_amount -= amount
    Receivable.objects.filter(pk=item.pk).update(open_amount=item.open_amount)
    return Allocation.objects.create(
        receivable=item,
        kind=kind,
        amount=amount,
        effective_on=on,
        created_by=actor,
        created_at=at,
        **papers,
    )


def open_items(customer: int, **of: Any) -> list[Receivable]:
    """The customer's items with money outstanding, under their locks, oldest due first."""
    return list(
        Receivable.objects.select_for_update(of=("self",))
        .filter(customer=customer, open_amount__gt=0, **of)
        .order_by("due_on", "arose_on", "pk")
    )


def items_of_shipment(shipment: Shipment) -> list[Receivable]:
    """What the goods of the shipment were owed, paid or not, under its locks."""
    return _items_of(source=ReceivableSource.SHIPMENT, shipment=shipment)


def items_of_invoice(invoice: Invoice) -> list[Receivable]:
    """What the invoice was owed, paid or not, under its locks."""
    return _items_of(source=ReceivableSource.INVOICE, invoice=invoice)


def _items_of(**paper: Any) -> list[Receivable]:
    items = Receivable.objects.select_for_update(of=("self",)).filter(amount__gt=0, **paper)
    return list(items.order_by("due_on", "arose_on", "pk"))
