"""When an order is late: one condition for lists, counters and the dashboard.

A line is due on its ``confirmed_on``. Of a line in several deliveries that is the day of the first
of them which is not covered by what was shipped: kept so by whatever ships goods or takes them
back.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Round

from orders.enums import ORDER_OPEN
from orders.models import DeliverySplit, OrderLine

# Rounded: SQLite adds decimals as floats.
LEFT_TO_SHIP = Q(
    quantity__gt=Round(F("shipped_quantity") + F("short_closed_quantity"), precision=3)
)
OPEN_LINES = OrderLine.objects.filter(LEFT_TO_SHIP, order=OuterRef("pk"))


def is_late(today: date) -> Q:
    """Under way, and a line that is not shipped whole was confirmed for an earlier day."""
    late = OPEN_LINES.filter(confirmed_on__lt=today)
    return Q(Exists(late), status__in=ORDER_OPEN)


def due_of(line: OrderLine, deliveries: Iterable[DeliverySplit]) -> date | None:
    """The day of the first delivery that what was shipped does not cover, of all of them the last
    one's; without deliveries the line's own.
    """
    covered, due = line.shipped_quantity, line.confirmed_on
    for each in sorted(deliveries, key=_day):
        due = each.confirmed_on or due
        covered -= each.quantity
        if covered < 0:
            break
    return due


def whole_due_on(line: OrderLine) -> date | None:
    """When all of the line is due: the last of its deliveries."""
    days = [each.confirmed_on for each in line.splits.all() if each.confirmed_on]
    return max(days, default=line.confirmed_on)


def _day(delivery: DeliverySplit) -> tuple[date, date]:
    return delivery.confirmed_on or delivery.requested_on, delivery.requested_on
