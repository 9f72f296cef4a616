"""How a customer stands: limit, money owed, orders under way."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Q, Sum

from core.database import ask, marks, sum_of
from customers.models import Customer
from orders.enums import ORDER_OPEN, OrderStatus, ReceiptStatus, ReceivableSource
from orders.models import OrderLine, SalesPolicy

from .receivables import OVERDUE

STANDING = """
SELECT
(SELECT SUM(open_amount) FROM orders_receivable WHERE customer_id = %%s AND open_amount <> 0),
(SELECT SUM(open_amount) FROM orders_receivable WHERE %(overdue)s AND customer_id = %%s),
(SELECT SUM(open_amount) FROM orders_receivable WHERE %(overdue)s AND customer_id = %%s),
(SELECT SUM(free_amount) FROM orders_receipt
 WHERE customer_id = %%s AND free_amount > 0 AND status = %%s),
(SELECT SUM(gross_amount - %(arisen)s - short_closed_amount) FROM orders_order
 WHERE customer_id = %%s AND status IN (%(open)s) AND id <> %%s)
"""

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Credit:
    """In CNY. ``receivable`` is net of money received and not yet allocated.

    ``overdue`` is what is overdue as everywhere (``is_overdue``); ``beyond_grace`` what of it is so
    by more than the policy's days of grace 宽限期: that alone stops an order. It is never more than
    what is owed in all: credits and money not allocated yet stop nobody.
    """

    limit: Decimal
    receivable: Decimal
    under_way: Decimal
    overdue: Decimal
    beyond_grace: Decimal

    @property
    def is_limited(self) -> bool:
        """No limit agreed means none is checked."""
        return self.limit > 0

    @property
    def left(self) -> Decimal:
        """What may still be ordered on credit."""
        return self.limit - self.receivable - self.under_way


def credit_of(
    customer: Customer, *, on: date, policy: SalesPolicy, leaving_out: int | None = None
) -> Credit:
    """The customer's standing on that day, without the order ``leaving_out``."""
    by_invoice = policy.receivable_basis == ReceivableSource.INVOICE
    statement = STANDING % {
        "arisen": "invoiced_amount" if by_invoice else "shipped_amount",
        "overdue": OVERDUE,
        "open": marks(ORDER_OPEN),
    }
    grace = on - timedelta(days=policy.grace_days)
    pk = customer.pk
    values = [pk, on, pk, grace, pk, pk, ReceiptStatus.REGISTERED, pk, *ORDER_OPEN]
    ((owed, overdue, beyond, free, under_way),) = ask(statement, [*values, leaving_out or 0])
    under_way = sum_of(under_way, 2)
    if by_invoice:
        under_way += _not_invoiced(customer, leaving_out)
    receivable = sum_of(owed, 2) - sum_of(free, 2)
    stops = min(sum_of(beyond, 2), max(receivable, ZERO))
    return Credit(customer.credit_limit, receivable, under_way, sum_of(overdue, 2), stops)


def _not_invoiced(customer: Customer, leaving_out: int | None) -> Decimal:
    """What completed orders have uninvoiced, less what came back of any, where invoices owe."""
    lines = OrderLine.objects.filter(order__customer=customer, order__is_historical=False)
    lines = lines.exclude(order=leaving_out)
    waiting = F("gross_amount") - F("invoiced_amount") - F("short_closed_amount")
    completed = Q(order__status=OrderStatus.CLOSED)
    found = lines.filter(completed | Q(order__status__in=ORDER_OPEN)).aggregate(
        waiting=Sum(waiting, filter=completed), back=Sum("returned_amount")
    )
    return sum_of(found["waiting"], 2) - sum_of(found["back"], 2)
