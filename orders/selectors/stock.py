"""What can be sold, by when: on hand less promised, and what is expected by a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Sum

from core.database import exact
from orders.enums import ORDER_OPEN, HandOverStatus
from orders.models import HandOver, OrderLine, StockBalance

ZERO = Decimal(0)


@dataclass(frozen=True)
class Availability:
    """Stock of a product over all warehouses, with supply dated up to a day."""

    on_hand: Decimal = ZERO
    reserved: Decimal = ZERO
    promised: Decimal = ZERO
    expected: Decimal = ZERO

    @property
    def available(self) -> Decimal:
        """What may still be promised for that day; negative when too much was."""
        return self.on_hand - self.promised + self.expected


def available_by(products: Iterable[int], on: date) -> dict[int, Availability]:
    """On hand − promised to open orders + expected by then, of each product.

    Expected is what acknowledged hand-overs are still to finish and have dated up to that day;
    supply without a day never counts. What is finished counts once it is taken in.
    """
    wanted = set(products)
    quantity = exact(3)
    lying = {
        pk: (quantity(hand), quantity(reserved))
        for pk, hand, reserved in StockBalance.objects.filter(product__in=wanted)
        .values_list("product")
        .annotate(Sum("on_hand"), Sum("reserved"))
        .order_by()
    }
    promised = dict(
        OrderLine.objects.filter(product__in=wanted, order__status__in=ORDER_OPEN)
        .values_list("product")
        .annotate(total=Sum(F("quantity") - F("shipped_quantity") - F("short_closed_quantity")))
        .order_by()
    )
    expected = dict(
        HandOver.objects.filter(
            line__product__in=wanted,
            status=HandOverStatus.ACKNOWLEDGED,
            planned_finish_on__lte=on,
        )
        .values_list("line__product")
        .annotate(total=Sum(F("quantity") - F("finished_quantity")))
        .order_by()
    )
    return {
        pk: Availability(
            *lying.get(pk, (ZERO, ZERO)),
            promised=quantity(promised.get(pk) or ZERO),
            expected=quantity(expected.get(pk) or ZERO),
        )
        for pk in wanted
    }
