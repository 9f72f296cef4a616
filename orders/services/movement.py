"""The one writer of sales movements: everything that counts, dated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from core import periods
from core.money import Amounts
from orders.models import OrderLine, SalesMovement

from .facts import facts_mark

LEDGER = "orders"


@dataclass(frozen=True)
class Moved:
    """What moved of one line, signed."""

    line: OrderLine
    quantity: Decimal
    amounts: Amounts
    cost_amount: Decimal

    @classmethod
    def whole(cls, line: OrderLine) -> "Moved":
        """The line as it was ordered."""
        amounts = Amounts(line.net_amount, line.tax_amount, line.gross_amount)
        return cls(line, line.quantity, amounts, line.cost_amount)

    def __neg__(self) -> "Moved":
        return Moved(self.line, -self.quantity, -self.amounts, -self.cost_amount)


def movements_record(
    *, kind: str, on: date, at: datetime, document: str, moved: Sequence[Moved]
) -> list[SalesMovement]:
    """Write one movement per line for the day, and mark the day's facts to be rebuilt.

    In the transaction of what moved. The lines come with ``order__customer`` and ``product``:
    nothing is read line by line. Refuses a day in a closed period.
    """
    if not moved:
        return []
    periods.guard(on, LEDGER)
    written = SalesMovement.objects.bulk_create(
        [_movement(kind, on, at, document, each) for each in moved], batch_size=1000
    )
    facts_mark([on])
    return written


def _movement(kind: str, on: date, at: datetime, document: str, moved: Moved) -> SalesMovement:
    line = moved.line
    order, product = line.order, line.product
    return SalesMovement(
        kind=kind,
        moved_on=on,
        order=order,
        line=line,
        customer_id=order.customer_id,
        customer_class_id=order.customer.customer_class_id,
        product=product,
        category_id=product.category_id,
        salesperson_id=order.salesperson_id,
        region_id=order.region_id,
        unit=line.unit,
        quantity=moved.quantity,
        net_amount=moved.amounts.net,
        tax_amount=moved.amounts.tax,
        gross_amount=moved.amounts.gross,
        cost_amount=moved.cost_amount,
        document=document,
        recorded_at=at,
    )
