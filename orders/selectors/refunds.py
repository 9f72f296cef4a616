"""What of a receipt went back to its customer, and what may still be asked for."""

from decimal import Decimal

from orders.enums import RefundStatus
from orders.models import Receipt

ZERO = Decimal("0.00")


def paid_back(receipt: Receipt) -> Decimal:
    """What of it went back."""
    return _sum(receipt, RefundStatus.PAID)


def still_free(receipt: Receipt) -> Decimal:
    """What may be asked for: free money, less what is asked for already."""
    return max(receipt.free_amount - _sum(receipt, RefundStatus.REQUESTED), ZERO)


def _sum(receipt: Receipt, status: str) -> Decimal:
    rows = receipt.refunds.filter(status=status)
    return sum(rows.values_list("amount", flat=True), ZERO)
