"""Taking returned goods in: stock, movement, credit, and the red letter that is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import events, states
from core.errors import BusinessError
from core.locking import locked
from core.rights import demand
from orders.enums import (
    AllocationKind,
    Disposition,
    Event,
    MovementKind,
    ReceivableSource,
    ReturnStatus,
    StockKind,
    WarehouseUse,
)
from orders.models import (
    Order,
    OrderLine,
    ReturnLine,
    SalesReturn,
    Shipment,
    ShipmentLine,
    Warehouse,
)
from orders.selectors.policy import sales_policy

from .collection import collected_recompute
from .days import check_day
from .lines import due_days_moved
from .movement import Moved, movements_record
from .receivable import items_of_shipment, receivable_credit
from .rows import hold_customer, hold_lines, hold_order, keep_lines, keep_order
from .sales_return import value_return
from .shipment import totals_of
from .stock import StockRow, movements_of_stock
from .valuation import COLUMNS, Worth

ON_LINES = (
    "shipped_quantity",
    "shipped_amount",
    "returned_quantity",
    "returned_amount",
    "receivable_amount",
    "confirmed_on",
)
USE_OF = {Disposition.REPAIR: WarehouseUse.REPAIR, Disposition.SCRAP: WarehouseUse.SCRAP}
FIRST_PLACES = {WarehouseUse.REPAIR: ("DX", "待修区"), WarehouseUse.SCRAP: ("BF", "报废区")}


@transaction.atomic
def sales_return_receive(
    *,
    actor: User,
    sales_return: SalesReturn,
    on: date,
    at: datetime,
    warehouse: Warehouse | None = None,
    seen_version: int | None = None,
) -> SalesReturn:
    """Take the goods back: stock, movement, credit, red letter asked for.

    What is to be repaired or scrapped goes to such a place and is not for sale. What was refused
    on delivery is open again.

    The credit lowers what the shipment is still owed; the rest becomes a credit item. Where
    receivables arise by invoice the red letter brings the credit.
    """
    demand(actor, "orders.receive_salesreturn", sales_return)
    shipment = Shipment.objects.select_related("warehouse").get(pk=sales_return.shipment_id)
    hold_customer(shipment.customer_id)
    order = hold_order(shipment.order_id)
    _check_day(shipment, on, at)
    sales_return = locked(SalesReturn, sales_return.pk, seen_version)
    backs = list(sales_return.lines.select_related("shipment_line").order_by("shipment_line_id"))
    lines = hold_lines({back.shipment_line.line_id for back in backs})
    goods = _Goods(actor, sales_return, shipment, order, backs, lines, on, at)
    parts = _back_on_parts(backs)
    _back_on_lines(goods)
    states.move(
        sales_return,
        ReturnStatus.RECEIVED,
        actor=actor,
        at=at,
        locked=True,
        verb=Event.RETURN_RECEIVED,
        returned_on=on,
        needs_red_letter=_is_invoiced(lines),
        **totals_of(backs),
    )
    ShipmentLine.objects.bulk_update(parts, ["returned_quantity"], batch_size=500)
    _stock_back(goods, warehouse or shipment.warehouse)
    movements_record(
        kind=MovementKind.RETURNED,
        on=on,
        at=at,
        document=sales_return.number,
        moved=[_moved(back, lines) for back in backs],
    )
    _credit(goods)
    due_days_moved(lines)
    keep_lines(lines, *ON_LINES)
    collected_recompute([order.pk])
    events.announce(Event.RETURN_RECEIVED, sales_return, shipment=shipment.pk)
    return sales_return


@dataclass(frozen=True)
class _Goods:
    """What comes back, of which papers, when and by whose hand; its rows are held."""

    actor: User
    sales_return: SalesReturn
    shipment: Shipment
    order: Order
    backs: Sequence[ReturnLine]
    lines: Mapping[int, OrderLine]
    on: date
    at: datetime


def _check_day(shipment: Shipment, on: date, at: datetime) -> None:
    check_day(on, at, field="on")
    if shipment.shipped_on and on < shipment.shipped_on:
        raise BusinessError(
            _("The goods left on %(day)s.") % {"day": shipment.shipped_on.isoformat()}, field="on"
        )


def _is_invoiced(lines: Mapping[int, OrderLine]) -> bool:
    """More is invoiced than stays with the customer: a red letter is due."""
    return any(
        line.invoiced_quantity > line.shipped_quantity - line.returned_quantity
        for line in lines.values()
    )


def _back_on_parts(backs: Sequence[ReturnLine]) -> list[ShipmentLine]:
    parts = []
    for back in backs:
        value_return(back, back.shipment_line)
        back.shipment_line.returned_quantity += back.quantity
        parts.append(back.shipment_line)
    ReturnLine.objects.bulk_update(backs, COLUMNS, batch_size=500)
    return parts


def _back_on_lines(goods: _Goods) -> None:
    """What was signed for came back; what was refused never arrived and is open again."""
    for back in goods.backs:
        line = goods.lines[back.shipment_line.line_id]
        if goods.sales_return.is_refusal:
            line.shipped_quantity -= back.quantity
            line.shipped_amount -= back.gross_amount
            goods.order.shipped_amount -= back.gross_amount
        else:
            line.returned_quantity += back.quantity
            line.returned_amount += back.gross_amount
    if goods.sales_return.is_refusal:
        keep_order(goods.order, "shipped_amount")


def _stock_back(goods: _Goods, warehouse: Warehouse | None) -> None:
    """Good pieces lie in the warehouse again; the others where they are repaired or scrapped."""
    rows: dict[str, list[StockRow]] = {}
    for back in goods.backs:
        line = goods.lines[back.shipment_line.line_id]
        rows.setdefault(back.disposition, []).append(StockRow(line.product, back.quantity, line))
    for disposition in sorted(rows):
        place = warehouse if disposition == Disposition.GOOD else place_of(disposition)
        if place is None:
            raise BusinessError(
                _("Choose the warehouse the goods come back to."), field="warehouse"
            )
        movements_of_stock(
            actor=goods.actor,
            warehouse=place,
            kind=StockKind.RETURN_IN,
            rows=rows[disposition],
            on=goods.on,
            at=goods.at,
            document=goods.sales_return.number,
        )


def place_of(disposition: str) -> Warehouse:
    """Where goods lie that are not for sale; a company has such a place from the first time on."""
    use = USE_OF[Disposition(disposition)]
    found = Warehouse.objects.filter(use=use, is_active=True).order_by("code").first()
    if found is not None:
        return found
    code, name = FIRST_PLACES[use]
    made = Warehouse.objects.get_or_create(code=code, defaults={"name": name, "use": use})[0]
    if made.use != use or not made.is_active:  # somebody gave the code to a place of another kind
        raise BusinessError(
            _("Set up a warehouse for goods “%(use)s” first.") % {"use": WarehouseUse(use).label},
            field="warehouse",
            code="no_place",
        )
    return made


def _moved(back: ReturnLine, lines: Mapping[int, OrderLine]) -> Moved:
    worth = Worth.of(back)
    line = lines[back.shipment_line.line_id]
    return -Moved(line, back.quantity, worth.amounts, worth.cost)


def _credit(goods: _Goods) -> None:
    if sales_policy().receivable_basis != ReceivableSource.SHIPMENT:
        return
    owed = Decimal("0.00")
    for back in goods.backs:
        goods.lines[back.shipment_line.line_id].receivable_amount -= back.gross_amount
        owed += back.gross_amount
    receivable_credit(
        actor=goods.actor,
        items=items_of_shipment(goods.shipment),
        order=goods.order,
        kind=AllocationKind.RETURN,
        source=ReceivableSource.RETURN,
        document=goods.sales_return.number,
        amount=owed,
        on=goods.on,
        at=goods.at,
        sales_return=goods.sales_return,
    )
