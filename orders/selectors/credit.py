"""How a customer stands: limit, money owed, orders under way."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Q, Sum

from core.money import round_money
from customers.models import Customer
from orders.enums import ORDER_OPEN, ReceiptStatus, ReceivableSource
from orders.models import Order, Receipt, Receivable, SalesPolicy

ZERO = Decimal(0)


@dataclass(frozen=True)
class Credit:
    """In CNY. ``receivable`` is net of money received and not yet allocated."""

    limit: Decimal
    receivable: Decimal
    under_way: Decimal
    overdue: Decimal

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
    late = Q(due_on__lt=on - timedelta(days=policy.overdue_days))
    items = Receivable.objects.filter(customer=customer).open()
    sums = items.aggregate(owed=Sum("open_amount"), late=Sum("open_amount", filter=late))
    owed, overdue = sums["owed"] or ZERO, sums["late"] or ZERO
    free = Receipt.objects.filter(
        customer=customer, status=ReceiptStatus.REGISTERED, free_amount__gt=0
    ).aggregate(total=Sum("free_amount"))["total"]
    arisen = (
        "invoiced_amount"
        if policy.receivable_basis == ReceivableSource.INVOICE
        else "shipped_amount"
    )
    orders = Order.objects.filter(customer=customer, status__in=ORDER_OPEN)
    waiting = F("gross_amount") - F(arisen) - F("short_closed_amount")
    if leaving_out is not None:
        orders = orders.exclude(pk=leaving_out)
    under_way = orders.aggregate(total=Sum(waiting * F("exchange_rate")))["total"]
    return Credit(
        customer.credit_limit,
        owed - (free or ZERO),
        round_money(under_way or ZERO),
        max(overdue, ZERO),
    )
