"""When an order is late: one condition for lists, counters and the dashboard."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Round

from orders.enums import ORDER_OPEN
from orders.models import OrderLine

# Rounded: SQLite adds decimals as floats.
LEFT_TO_SHIP = Q(
    quantity__gt=Round(F("shipped_quantity") + F("short_closed_quantity"), precision=3)
)
OPEN_LINES = OrderLine.objects.filter(LEFT_TO_SHIP, order=OuterRef("pk"))


def is_late(today: date) -> Q:
    """Under way, and a line that is not shipped whole was confirmed for an earlier day."""
    late = OPEN_LINES.filter(confirmed_on__lt=today)
    return Q(Exists(late), status__in=ORDER_OPEN)
