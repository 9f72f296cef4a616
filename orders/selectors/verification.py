"""Who has to verify what."""

from accounts.models import User
from orders.enums import OrderStatus
from orders.models import Order, OrderQuerySet


def waiting_for(user: User) -> OrderQuerySet:
    """Submitted orders this person may verify: not their own, the oldest first."""
    if not user.has_perm("orders.verify_order"):
        return Order.objects.none()
    return (
        Order.objects.visible_to(user)
        .filter(status=OrderStatus.SUBMITTED, is_on_hold=False)
        .not_made_by(user)
        .select_related("customer", "submitted_by")
        .order_by("submitted_at", "pk")
    )
