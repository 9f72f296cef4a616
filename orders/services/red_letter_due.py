"""Returns that ask for a red letter, as long as more is invoiced than was kept."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Sum
from django.db.models.functions import Round

from accounts.models import User
from core import history
from core.database import exact
from orders.models import InvoiceLine, OrderLine, SalesReturn


def red_letters_done(*, actor: User, lines: Iterable[int], at: datetime) -> None:
    """Returns ask for no red letter any more once nothing is invoiced beyond what was kept, or
    their own red letters take back all that came with them."""
    waiting = SalesReturn.objects.filter(needs_red_letter=True)
    touched = waiting.filter(lines__shipment_line__line__in=list(lines)).distinct()
    for sales_return in touched.order_by("pk"):
        kept = Round(F("shipped_quantity") - F("returned_quantity"), precision=3)
        above = OrderLine.objects.filter(
            shipment_lines__return_lines__sales_return=sales_return, invoiced_quantity__gt=kept
        )
        if not set(above.values_list("pk", flat=True)) - _taken_back(sales_return):
            sales_return.needs_red_letter = False
            history.save(sales_return, actor=actor, at=at, fields=["needs_red_letter"])


def _taken_back(sales_return: SalesReturn) -> set[int]:
    """The order lines of which the return's own red letters cover all that came back."""
    quantity = exact(3)
    back = sales_return.lines.values_list("shipment_line__line").annotate(Sum("quantity"))
    red = InvoiceLine.objects.filter(invoice__sales_return=sales_return).values_list("line")
    covered = dict(red.annotate(Sum("quantity")).order_by())
    return {
        line
        for line, count in back.order_by()
        if line in covered and -quantity(covered[line]) >= quantity(count)
    }
