"""The customer's own number of an order, however it was typed."""

import unicodedata

from orders.enums import OrderStatus
from orders.models import Order


def number_key(text: str) -> str:
    """Letters and digits alone, in capitals: what two writings of one number have in common."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in plain if sign.isalnum())[:60]


def same_customer_number(order: Order) -> list[Order]:
    """Other orders of this customer that carry the same customer's number."""
    key = number_key(order.customer_order_number)
    if not key:
        return []
    return list(
        Order.objects.filter(customer_id=order.customer_id, customer_number_key=key)
        .exclude(status=OrderStatus.CANCELLED)
        .exclude(pk=order.pk)
        .order_by("-ordered_on", "-id")[:5]
    )
