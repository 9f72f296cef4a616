"""Receipts of the past: set-based, with history and trail, settling the orders they name."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Min, Sum

from accounts.models import User
from core import audit, history, numbering
from core.clock import business_date
from core.database import exact
from core.imports import ImportContext, Row
from customers.models import Customer
from orders.enums import AllocationKind, Event, ReceiptMethod, ReceivableSource
from orders.models import Allocation, Bill, Order, Receipt, Receivable, Shipment
from orders.services.collection import collected_recompute
from orders.services.numbers import RECEIPTS
from orders.services.receivable import LEDGER, due_day

from .historical import REASON, guard_days

ZERO = Decimal("0.00")


def receipts_insert(rows: Sequence[Row], context: ImportContext) -> None:
    """The receipts with a first version and an entry each, and what they settled."""
    wanted = [row for row in rows if row.state == "new"]
    guard_days({row["received_on"] for row in wanted}, LEDGER)
    orders = Order.objects.select_related("customer").in_bulk(
        {row["order"] for row in wanted} - {None}
    )
    receipts = _made(wanted, orders, context)
    settled = _shares(wanted, receipts, orders)
    signed = {"actor": context.actor, "at": context.at, "reason": REASON}
    history.bulk(Receipt, receipts, **signed)
    bills = [each for each in receipts if each.method == ReceiptMethod.ACCEPTANCE]
    history.bulk(Bill, [Bill(receipt=each) for each in bills], **signed)
    audit.record_many(
        actor=context.actor,
        verb=Event.RECEIPT_REGISTERED,
        subjects=receipts,
        at=context.at,
        reason=REASON,
        batch=str(context.batch.pk),
    )
    _settle(settled, context)
    collected_recompute({order.pk for _receipt, order, _amount in settled})


def _made(wanted: Sequence[Row], orders: dict[int, Order], context: ImportContext) -> list[Receipt]:
    customers = Customer.objects.in_bulk({row["customer"] for row in wanted})
    people = User.objects.in_bulk({row["salesperson"] for row in wanted} - {None})
    receipts = []
    for row in wanted:
        customer, order = customers[row["customer"]], orders.get(row["order"])
        named = people.get(row["salesperson"])
        receipts.append(
            Receipt(
                number=numbering.next_number(RECEIPTS, business_date(context.at)),
                customer=customer,
                salesperson_id=(named and named.pk)
                or (order and order.salesperson_id)
                or customer.owner_id
                or context.actor.pk,
                region_id=customer.region_id,
                created_by=context.actor,
                created_at=context.at,
                free_amount=row["amount"],
                **facts_of(row),
            )
        )
    return receipts


Share = tuple[Receipt, Order, Decimal]


def facts_of(row: Row) -> dict[str, Any]:
    """What a receipt keeps of its row as it stands."""
    texts = ("payer", "payer_paper", "reference", "bill_number", "bill_acceptor", "note")
    return {
        "received_on": row["received_on"],
        "amount": row["amount"],
        "method": row["method"],
        "bill_due_on": row["bill_due_on"],
        **{name: row[name] or "" for name in texts},
    }


def _shares(
    rows: Sequence[Row], receipts: Sequence[Receipt], orders: dict[int, Order]
) -> list[Share]:
    """How much of its order each receipt pays: never more than the order is worth in all."""
    money = exact(2)
    arisen = Receivable.objects.filter(order__in=orders).values_list("order")
    done = {pk: money(amount) for pk, amount in arisen.annotate(Sum("amount")).order_by()}
    rest = {pk: order.gross_amount - done.get(pk, ZERO) for pk, order in orders.items()}
    settled = []
    for row, receipt in zip(rows, receipts, strict=True):
        share = min(receipt.amount, rest.get(row["order"], ZERO))
        if share > 0:
            receipt.free_amount -= share
            rest[row["order"]] -= share
            settled.append((receipt, orders[row["order"]], share))
    return settled


def _settle(settled: Sequence[Share], context: ImportContext) -> None:
    """What was paid counts as owed since the goods left, and as paid when the money came."""
    days = _days_of({order.pk for _receipt, order, _share in settled})
    items = [
        Receivable(
            customer_id=order.customer_id,
            salesperson_id=order.salesperson_id,
            region_id=order.region_id,
            source=ReceivableSource.OPENING,
            order=order,
            document=str(order.number),
            arose_on=(arose_on := days.get(order.pk) or order.ordered_on),
            due_on=due_day(order.customer, arose_on),
            amount=share,
            open_amount=ZERO,
        )
        for _receipt, order, share in settled
    ]
    guard_days({item.arose_on for item in items}, LEDGER)
    Receivable.objects.bulk_create(items, batch_size=1000)
    Allocation.objects.bulk_create(
        [
            Allocation(
                receivable=item,
                kind=AllocationKind.RECEIPT,
                receipt=receipt,
                amount=share,
                effective_on=max(receipt.received_on, item.arose_on),
                created_by=context.actor,
                created_at=context.at,
            )
            for item, (receipt, _order, share) in zip(items, settled, strict=True)
        ],
        batch_size=1000,
    )


def _days_of(orders: set[int]) -> dict[int, date]:
    shipped = Shipment.objects.filter(order__in=orders, shipped_on__isnull=False)
    return dict(shipped.values_list("order").annotate(Min("shipped_on")).order_by())
