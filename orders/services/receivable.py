"""Money owed: how an item arises, what reduces it, and which line it was collected for."""

import calendar
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from core import periods
from core.money import round_money
from customers.enums import SettlementMethod
from customers.models import Customer
from orders.enums import ReceivablePortion, ReceivableSource
from orders.models import Allocation, Invoice, Order, Receivable, SalesReturn, Shipment

LEDGER = "money"
ZERO = Decimal("0.00")
# Of what is owed for these, part may be kept back.
KEEPS_BACK = (ReceivableSource.SHIPMENT, ReceivableSource.INVOICE)


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
    """Take the amount off the items, in their order; what they cannot bear becomes a credit item.

    The price bears it before the retention money of the same document (``items_of_shipment``,
    ``items_of_invoice``): what came back is owed no more, what was agreed to be kept back of the
    rest stays agreed. When all of it comes back after the price was paid, no retention stays
    owed, and what was paid is the credit.

    The items are locked by the caller's query. Refuses a closed period.
    """
    periods.guard(on, LEDGER)
    rest = amount
    for item in items:
        taken = min(item.open_amount, rest)
        if taken <= 0:
            continue
        allocation_write(
            item,
            taken,
            kind=kind,
            on=on,
            at=at,
            actor=actor,
            sales_return=sales_return,
            invoice=invoice,
        )
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
    """What the goods of the shipment are still owed, the price first."""
    goods = {"shipment": shipment, "source": ReceivableSource.SHIPMENT}
    return _price_first(open_items(shipment.customer_id, **goods))


def items_of_invoice(invoice: Invoice) -> list[Receivable]:
    """What the invoice is still owed, the price first."""
    charged = {"invoice": invoice, "source": ReceivableSource.INVOICE}
    return _price_first(open_items(invoice.customer_id, **charged))


def _price_first(items: list[Receivable]) -> list[Receivable]:
    return sorted(items, key=lambda item: item.portion == ReceivablePortion.RETENTION)
