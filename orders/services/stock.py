"""Goods in, goods counted, goods set aside: never below zero, whoever comes at the same time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, numbering, periods
from core.clock import business_date
from core.database import exact
from core.errors import BusinessError
from core.rights import demand
from orders.enums import Event, StockKind
from orders.models import OrderLine, StockBalance, StockMovement, Warehouse
from products.models import Product

from . import numbers
from .days import check_day

LEDGER = "stock"
ZERO = Decimal(0)


@dataclass(frozen=True)
class StockRow:
    """A quantity of a product, for an order line when it was made or bought for one."""

    product: Product
    quantity: Decimal
    line: OrderLine | None = None


@transaction.atomic
def stock_receive(
    *,
    actor: User,
    warehouse: Warehouse,
    kind: str,
    rows: Sequence[StockRow],
    on: date,
    at: datetime,
    note: str = "",
) -> str:
    """Take goods in from production or purchasing; answers the number of the paper.

    What is made ready for an order is reported on its hand-over; this is the warehouse's own act.
    Refuses quantities that are not positive, a day to come and a closed period.
    """
    demand(actor, "orders.receive_stock")
    if kind not in {StockKind.PRODUCTION_IN, StockKind.PURCHASE_IN}:
        raise BusinessError(_("Goods come in from production or from purchasing."), field="kind")
    check_rows(rows)
    check_day(on, at, field="on")
    return paper_write(
        numbers.STOCK_IN,
        Event.STOCK_RECEIVED,
        entered=len(rows),
        actor=actor,
        warehouse=warehouse,
        kind=kind,
        rows=rows,
        on=on,
        at=at,
        note=note,
    )


def paper_write(
    series: str,
    verb: Event,
    *,
    entered: int,
    actor: User,
    warehouse: Warehouse,
    kind: str,
    rows: Sequence[StockRow],
    on: date,
    at: datetime,
    note: str,
) -> str:
    """Number a paper of the warehouse, write its movements, its trail and its event.

    ``entered``: how many rows were typed, of which not all need to have moved anything. Answers
    the number; runs in the caller's transaction.
    """
    number = numbering.next_number(series, business_date(at))
    movements_of_stock(
        actor=actor,
        warehouse=warehouse,
        kind=kind,
        rows=rows,
        on=on,
        at=at,
        document=number,
        note=note,
    )
    audit.record(
        actor=actor,
        verb=verb,
        subject=warehouse,
        at=at,
        changes={"document": ["", number], "rows": [0, entered]},
        reason=note,
    )
    events.announce(verb, warehouse, document=number)
    return number


def movements_of_stock(
    *,
    actor: User,
    warehouse: Warehouse,
    kind: str,
    rows: Sequence[StockRow],
    on: date,
    at: datetime,
    document: str,
    note: str = "",
    from_reserve: bool = False,
) -> None:
    """Write the movements and the balances they lead to, set-based, in the caller's transaction.

    ``from_reserve``: goods that go out were set aside before. Refuses what would leave a balance
    below what is set aside, today or on any day since ``on``.
    """
    periods.guard(on, LEDGER)
    change: dict[int, Decimal] = {}
    for row in rows:
        change[row.product.pk] = change.get(row.product.pk, ZERO) + row.quantity
    products = {row.product.pk: row.product for row in rows}
    balances = hold_balances(warehouse, change)
    for pk, quantity in change.items():
        balance = balances[pk]
        if from_reserve:
            balance.reserved += quantity
        balance.on_hand += quantity
        if balance.on_hand < balance.reserved:
            raise _too_little(products[pk], warehouse, balance, quantity)
    less = [balances[pk] for pk, quantity in change.items() if quantity < 0]
    _check_days_since(warehouse, less, products, on)
    StockMovement.objects.bulk_create(
        StockMovement(
            warehouse=warehouse,
            product=row.product,
            kind=kind,
            moved_on=on,
            quantity=row.quantity,
            document=document,
            line=row.line,
            actor=actor,
            recorded_at=at,
            note=note,
        )
        for row in rows
    )
    StockBalance.objects.bulk_update(balances.values(), ["on_hand", "reserved"], batch_size=500)


def stock_reserve(warehouse: Warehouse, wanted: Mapping[Product, Decimal]) -> None:
    """Set goods aside for a shipment; a negative quantity gives them back.

    Refuses more than lies there free.
    """
    balances = hold_balances(warehouse, [product.pk for product in wanted])
    for product, quantity in wanted.items():
        balance = balances[product.pk]
        if quantity > balance.on_hand - balance.reserved:
            raise _too_little(product, warehouse, balance, ZERO)
        balance.reserved += quantity
    StockBalance.objects.bulk_update(balances.values(), ["reserved"], batch_size=500)


def hold_balances(warehouse: Warehouse, products: Iterable[int]) -> dict[int, StockBalance]:
    """The balances under their locks, always in the same order; missing ones are made."""
    wanted = sorted(set(products))
    rows = (
        StockBalance.objects.select_for_update()
        .filter(warehouse=warehouse, product__in=wanted)
        .order_by("product_id")
    )
    found = {row.product_id: row for row in rows}
    if len(found) < len(wanted):
        StockBalance.objects.bulk_create(
            [StockBalance(warehouse=warehouse, product_id=pk) for pk in wanted if pk not in found],
            ignore_conflicts=True,
        )
        found = {row.product_id: row for row in rows.all()}
    return found


def moved_since(warehouse: Warehouse, products: Iterable[int], on: date) -> dict[int, Decimal]:
    """What came in less what went out after the evening of that day, of each product that moved."""
    rows = StockMovement.objects.filter(
        warehouse=warehouse, product__in=list(products), moved_on__gt=on
    )
    quantity = exact(3)
    sums = rows.values_list("product").annotate(Sum("quantity")).order_by()
    return {pk: quantity(moved) for pk, moved in sums}


def check_rows(rows: Sequence[StockRow]) -> None:
    """Refuse nothing at all, quantities that are not positive, and a line's wrong product."""
    if not rows:
        raise BusinessError(_("Enter at least one product."), code="empty")
    if any(row.quantity <= 0 for row in rows):
        raise BusinessError(_("A quantity is greater than zero."), field="quantity")
    if any(row.line and row.line.product_id != row.product.pk for row in rows):
        raise BusinessError(_("The order line asks for another product."), code="product")


def _check_days_since(
    warehouse: Warehouse,
    balances: Iterable[StockBalance],
    products: Mapping[int, Product],
    on: date,
) -> None:
    """A movement dated back may leave no later day short: what lay there was needed then.

    ``balances`` are those it leads to.
    """
    standing = {balance.product_id: balance.on_hand for balance in balances}
    later = (
        StockMovement.objects.filter(warehouse=warehouse, product__in=standing, moved_on__gt=on)
        .values_list("product", "moved_on")
        .annotate(moved=Sum("quantity"))
        .order_by("product", "-moved_on")
    )
    quantity = exact(3)
    days: dict[int, list[tuple[date, Decimal]]] = {}
    for pk, day, moved in later:
        days.setdefault(pk, []).append((day, quantity(moved)))
    for pk, moves in days.items():
        # Walking back from today's balance to the evening of each day before.
        evenings = [*(day for day, _moved in moves[1:]), on]
        short: date | None = None
        for evening, (_day, moved) in zip(evenings, moves, strict=True):
            standing[pk] -= moved
            short = evening if standing[pk] < 0 else short
        if short:
            raise BusinessError(
                _("On %(day)s there was not enough of %(product)s in %(warehouse)s.")
                % {"day": short.isoformat(), "product": products[pk], "warehouse": warehouse},
                field="on",
                code="not_then",
            )


def _too_little(
    product: Product, warehouse: Warehouse, balance: StockBalance, quantity: Decimal
) -> BusinessError:
    free = balance.on_hand - balance.reserved - quantity
    return BusinessError(
        _("Only %(free)s of %(product)s are free in %(warehouse)s.")
        % {"free": plain(max(free, ZERO)), "product": product, "warehouse": warehouse},
        field="quantity",
        code="stock",
    )


def plain(quantity: Decimal) -> str:
    """The quantity as people write it: without zeros at the end."""
    text = f"{quantity:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
