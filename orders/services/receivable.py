"""Money owed: how an item arises, what reduces it, and which line it was collected for."""

import calendar
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from core import periods
from customers.enums import SettlementMethod
from customers.models import Customer
from orders.enums import ReceivableSource
from orders.models import Allocation, Invoice, Order, Receivable, SalesReturn, Shipment

LEDGER = "money"
ZERO = Decimal("0.00")


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


def receivable_arise(
    *,
    order: Order,
    source: str,
    document: str,
    on: date,
    amount: Decimal,
    shipment: Shipment | None = None,
    invoice: Invoice | None = None,
) -> Receivable | None:
    """Write the item of money owed, in CNY; nothing for nothing. Refuses a closed period."""
    if not amount:
        return None
    periods.guard(on, LEDGER)
    return Receivable.objects.create(
        customer_id=order.customer_id,
        salesperson_id=order.salesperson_id,
        region_id=order.region_id,
        source=source,
        order=order,
        shipment=shipment,
        invoice=invoice,
        document=document,
        arose_on=on,
        due_on=due_day(order.customer, on),
        amount=amount,
        open_amount=amount,
    )


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
    """What the goods of the shipment are still owed."""
    return open_items(shipment.customer_id, shipment=shipment, source=ReceivableSource.SHIPMENT)


def items_of_invoice(invoice: Invoice) -> list[Receivable]:
    """What the invoice is still owed."""
    return open_items(invoice.customer_id, invoice=invoice, source=ReceivableSource.INVOICE)
