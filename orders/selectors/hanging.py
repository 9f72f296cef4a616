"""What of orders, goods and money hangs on a customer."""

from typing import Any

from customers.models import Customer
from customers.selectors import Moving
from orders.models import (
    DunningStep,
    Invoice,
    Order,
    Receipt,
    Receivable,
    Refund,
    SalesReturn,
    Shipment,
)

# In the order in which rows are locked.
KINDS: tuple[type[Any], ...] = (
    Order,
    Shipment,
    SalesReturn,
    Invoice,
    Receivable,
    Receipt,
    Refund,
    DunningStep,
)


def hanging_on(customer: Customer) -> list[Moving]:
    """How many documents of each kind."""
    return [
        Moving(
            model._meta.verbose_name,
            model._default_manager.filter(customer=customer).count(),
        )
        for model in KINDS
    ]
