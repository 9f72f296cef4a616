"""Orders to report on, built as the tests of orders build theirs; money over random movements."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from orders.enums import AllocationKind, ReceiptStatus, ReceivableSource
from orders.models import Allocation, Receipt, Receivable
from tests.orders.conftest import an_order, second_pairs

__all__ = ["an_order", "second_pairs"]
D = Decimal


@pytest.fixture
def money(movements):
    """Receivables, receipts, allocations and reversals over the movements' customers."""
    dice = Random(11)
    first = date(2026, 1, 1)
    items, receipts = [], []
    for m in movements:
        if m.kind != "shipped":
            continue
        amount = m.gross_amount if dice.random() < 0.8 else -m.gross_amount
        facts = {"customer": m.customer, "salesperson": m.salesperson, "region": m.region}
        items.append(
            Receivable.objects.create(
                **facts,
                source=ReceivableSource.SHIPMENT,
                document=f"D{m.pk}",
                arose_on=m.moved_on,
                due_on=m.moved_on + timedelta(days=dice.randrange(60)),
                amount=amount,
                open_amount=amount,
                order=m.order,
            )
        )
        if dice.random() < 0.7:
            day = first + timedelta(days=dice.randrange(110))
            gone = day + timedelta(days=dice.randrange(40)) if dice.random() < 0.3 else None
            receipts.append(
                Receipt.objects.create(
                    **facts,
                    number=f"R{m.pk}",
                    received_on=day,
                    amount=m.gross_amount,
                    free_amount=0,
                    reversed_on=gone,
                    status=ReceiptStatus.REVERSED if gone else ReceiptStatus.REGISTERED,
                    created_by=m.salesperson,
                    created_at=m.recorded_at,
                )
            )
    for item in items:
        if item.amount > 0 and dice.random() < 0.5:
            part = (item.amount * D(dice.randrange(10, 100)) / 100).quantize(D("0.01"))
            Allocation.objects.create(
                receivable=item,
                kind=AllocationKind.ALLOWANCE,
                amount=part,
                effective_on=item.arose_on + timedelta(days=dice.randrange(50)),
                created_by=item.salesperson,
                created_at=movements[0].recorded_at,
            )
            Receivable.objects.filter(pk=item.pk).update(open_amount=item.amount - part)
    return items, receipts
