"""What lies in a warehouse by one's own eyes: when the books are opened, and counted later."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import BusinessError
from core.rights import demand
from orders.enums import Event, StockKind
from orders.models import StockBalance, StockMovement, Warehouse
from products.models import Product

from . import numbers
from .days import check_day
from .stock import (
    StockRow,
    check_rows,
    hold_balances,
    moved_since,
    paper_write,
    plain,
)

ZERO = Decimal(0)


@transaction.atomic
def stock_open(
    *,
    actor: User,
    warehouse: Warehouse,
    rows: Sequence[StockRow],
    on: date,
    at: datetime,
    note: str = "",
) -> str:
    """Write what lay in the warehouse when the books were opened; answers the paper's number.

    Refuses quantities that are not positive, a product opened there before, a day to come and a
    closed period.
    """
    demand(actor, "orders.count_stock")
    check_rows(rows)
    check_day(on, at, field="opened_on")
    hold_balances(warehouse, [row.product.pk for row in rows])
    opened = StockMovement.objects.filter(warehouse=warehouse, kind=StockKind.OPENING)
    if again := opened.filter(product__in=[row.product.pk for row in rows]).first():
        raise BusinessError(
            _("%(product)s was opened here before; count it.") % {"product": again.product},
            field="product",
            code="opened",
        )
    return paper_write(
        numbers.STOCK_COUNTS,
        Event.STOCK_OPENED,
        entered=len(rows),
        actor=actor,
        warehouse=warehouse,
        kind=StockKind.OPENING,
        rows=rows,
        on=on,
        at=at,
        note=note,
    )


@transaction.atomic
def stock_count(
    *,
    actor: User,
    warehouse: Warehouse,
    rows: Sequence[StockRow],
    on: date,
    at: datetime,
    note: str = "",
) -> str:
    """Put what was counted in the place of what the books say of that evening.

    The difference is a movement of that day; what moved since stays as it is. Refuses a count that
    leaves less than is set aside for shipments, or any day since short.
    """
    demand(actor, "orders.count_stock")
    check_day(on, at, field="on")
    counted = {row.product.pk: row for row in rows}
    if len(counted) != len(rows):
        raise BusinessError(_("A product was counted twice."), code="twice")
    if any(row.quantity < 0 for row in rows):
        raise BusinessError(_("A counted quantity is never negative."), field="quantity")
    balances = hold_balances(warehouse, counted)
    since = moved_since(warehouse, counted, on)
    now = {pk: row.quantity + since.get(pk, ZERO) for pk, row in counted.items()}
    for pk, balance in balances.items():
        _refuse_below_reserved(counted[pk].product, balance, now[pk])
    differences = [
        StockRow(row.product, now[pk] - balances[pk].on_hand) for pk, row in counted.items()
    ]
    return paper_write(
        numbers.STOCK_COUNTS,
        Event.STOCK_COUNTED,
        entered=len(rows),
        actor=actor,
        warehouse=warehouse,
        kind=StockKind.COUNTED,
        rows=[row for row in differences if row.quantity],
        on=on,
        at=at,
        note=note,
    )


def _refuse_below_reserved(product: Product, balance: StockBalance, now: Decimal) -> None:
    if now < balance.reserved:
        raise BusinessError(
            _("%(quantity)s of %(product)s are set aside for shipments.")
            % {"quantity": plain(balance.reserved), "product": product},
            field="quantity",
            code="reserved",
        )
