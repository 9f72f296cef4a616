"""Returns that ask for a red letter, as long as more is invoiced than was kept."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.db.models.functions import Round

from accounts.models import User
from core import history
from orders.models import OrderLine, SalesReturn


def red_letters_done(*, actor: User, lines: Iterable[int], at: datetime) -> None:
    """Returns ask for no red letter any more once nothing is invoiced beyond what was kept."""
    waiting = SalesReturn.objects.filter(needs_red_letter=True)
    touched = waiting.filter(lines__shipment_line__line__in=list(lines)).distinct()
    for sales_return in touched.order_by("pk"):
        kept = Round(F("shipped_quantity") - F("returned_quantity"), precision=3)
        above = OrderLine.objects.filter(
            shipment_lines__return_lines__sales_return=sales_return, invoiced_quantity__gt=kept
        )
        if not above.exists():
            sales_return.needs_red_letter = False
            history.save(sales_return, actor=actor, at=at, fields=["needs_red_letter"])
