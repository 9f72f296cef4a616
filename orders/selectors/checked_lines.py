"""The lines of an order, with all that checks and movements read of them."""

from typing import Any

from django.db.models import Exists, OuterRef

from orders.models import DeliverySplit, Order, OrderLine

DIVIDED = Exists(DeliverySplit.objects.filter(line=OuterRef("pk")).order_by())


def checked_lines(order: Order) -> list[OrderLine]:
    """In their order, each with its ``product`` and its ``deliveries``; two queries at most."""
    rows = OrderLine.objects.filter(order=order).select_related("product")
    lines: list[Any] = list(rows.annotate(is_divided=DIVIDED).order_by("position"))
    divided: dict[int, list[DeliverySplit]] = {line.pk: [] for line in lines if line.is_divided}
    # Few lines are divided: most orders are read at once.
    for each in DeliverySplit.objects.filter(line__in=divided) if divided else ():
        divided[each.line_id].append(each)
    for line in lines:
        line.order = order
        line.deliveries = divided.get(line.pk, ())
    return lines
