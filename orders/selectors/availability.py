"""What lies in stock and when a line can be delivered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Sum

from core import calendar
from orders.enums import ORDER_OPEN
from orders.models import OrderLine, StockBalance
from products.models import Product

ZERO = Decimal(0)


@dataclass(frozen=True)
class Available:
    """Stock of a product over all warehouses."""

    on_hand: Decimal = ZERO
    promised: Decimal = ZERO

    @property
    def free(self) -> Decimal:
        """What may be sold: on hand less what open orders still wait for."""
        return self.on_hand - self.promised


def available(products: Iterable[int], *, leaving_out: int | None = None) -> dict[int, Available]:
    """On hand, and promised to other open orders, of each product."""
    wanted = set(products)
    on_hand = dict(
        StockBalance.objects.filter(product__in=wanted)
        .values_list("product")
        .annotate(total=Sum("on_hand"))
    )
    open_lines = OrderLine.objects.open().filter(product__in=wanted, order__status__in=ORDER_OPEN)
    promised = dict(
        open_lines.exclude(order=leaving_out)
        .values_list("product")
        .annotate(total=Sum(F("quantity") - F("shipped_quantity") - F("short_closed_quantity")))
    )
    return {pk: Available(on_hand.get(pk) or ZERO, promised.get(pk) or ZERO) for pk in wanted}


def earliest_dates(
    wanted: Sequence[tuple[Product, Decimal]],
    *,
    on: date,
    leaving_out: int | None = None,
) -> list[date]:
    """For each product and quantity the first day it can leave: now from stock, else lead days.

    Lines of one order share the stock in their order; lead days are working days.
    """
    stock = {
        pk: found.free
        for pk, found in available({p.pk for p, _ in wanted}, leaving_out=leaving_out).items()
    }
    today = on if calendar.is_working_day(on) else calendar.add_working_days(on, 1)
    after: dict[int, date] = {}
    dates = []
    for product, quantity in wanted:
        if stock[product.pk] >= quantity:
            stock[product.pk] -= quantity
            dates.append(today)
            continue
        if product.lead_days not in after:
            after[product.lead_days] = calendar.add_working_days(on, product.lead_days)
        dates.append(after[product.lead_days])
    return dates
