"""Goods out, signed for, and two in a hundred back."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from backoffice.demo.tables import half_up, money
from core.money import allocate
from orders.enums import MovementKind, ReturnStatus, ShipmentStatus, StockKind

from .clients import goods_to
from .collecting import collect
from .desk import Desk
from .settling import invoice, reverse
from .tale import Back, Bill, Part, Tale, at, worth

# How a carrier's waybills begin, and how many digits follow; our own van has none.
CARRIERS = {
    "德邦物流": ("DPK", 12),
    "顺丰速运": ("SF", 13),
    "安能物流": ("", 14),
    "自备车": ("", 0),
}
FREIGHT = 11  # its place in the row of a shipment


def ship(desk: Desk, tale: Tale, day: date, *, part: bool) -> None:
    """Ship what is left, or half of it; what follows from it is told at once."""
    books, dice = desk.books, desk.dice
    parts = []
    for line in tale.lines:
        left = line.quantity - line.shipped
        quantity = max(1, left // 2) if part else left
        if left and quantity:
            parts.append(line.take(quantity))
    if not parts:
        return
    signed = day + timedelta(days=dice.randrange(1, 5))
    is_signed = signed <= desk.today
    net, gross = sum(p.net for p in parts), sum(p.gross for p in parts)
    number = books.number("shipments", "CK", day)
    row = _shipment_row(desk, tale, number, day, (net, gross), signed if is_signed else None)
    key = books.shipments.add(*row)
    for p, share in zip(
        parts, allocate(Decimal(row[FREIGHT]), [p.gross for p in parts]), strict=True
    ):
        p.line.own_freight += share
    rows = [_ship_part(desk, tale, key, number, day, p, is_signed=is_signed) for p in parts]
    if is_signed:
        tale.signed_gross += gross
        for p in parts:
            p.line.signed += p.quantity
            p.line.signed_on = signed
    bill = invoice(desk, tale, day, parts)
    back = give_back(desk, tale, key, signed, parts, rows, bill) if is_signed else None
    collect(desk, tale, key, number, day, parts, back)


def _shipment_row(
    desk: Desk, tale: Tale, number: str, day: date, sums: tuple[int, int], signed: date | None
) -> tuple[Any, ...]:
    customer, dice = tale.customer, desk.dice
    carrier = dice.choice(list(CARRIERS))
    begins, digits = CARRIERS[carrier]
    return (
        number,
        tale.key,
        customer.pk,
        desk.company.warehouse.pk,
        (ShipmentStatus.SIGNED if signed else ShipmentStatus.SHIPPED).value,
        day,
        day,
        signed,
        "收货人" if signed else "",
        carrier,
        begins + "".join(dice.choices("0123456789", k=digits)),
        money(dice.randrange(80, 600) * 100),
        goods_to(customer),
        *worth(*sums),
        desk.keeper,
        at(day, 8, 30),
        desk.keeper,
        at(day, 15),
        desk.keeper if signed else None,
        at(signed, 16) if signed else None,
    )


def _ship_part(
    desk: Desk, tale: Tale, key: int, number: str, day: date, part: Part, *, is_signed: bool
) -> int:
    books, product = desk.books, part.line.product
    desk.move(
        tale, MovementKind.SHIPPED, day, part.line, part.quantity, part.net, part.gross, number
    )
    books.stock.add(
        desk.company.warehouse.pk,
        product.pk,
        StockKind.SHIPMENT_OUT.value,
        day,
        -part.quantity,
        number,
        part.line.key,
        desk.keeper,
        at(day, 15),
    )
    month = (product.pk, day.replace(day=1))
    desk.stock_out[month] = desk.stock_out.get(month, 0) + part.quantity
    return books.shipment_lines.add(
        key,
        part.line.key,
        part.quantity,
        part.quantity if is_signed else 0,
        0,
        *worth(part.net, part.gross),
        money(part.cost),
    )


def give_back(
    desk: Desk,
    tale: Tale,
    key: int,
    signed: date,
    parts: list[Part],
    rows: list[int],
    bill: Bill | None,
) -> Back | None:
    """Two in a hundred come back in part, a few days after they were signed for."""
    day = signed + timedelta(days=desk.dice.randrange(2, 10))
    if desk.dice.random() > 0.02 or day > desk.today:
        return None
    books, place = desk.books, desk.dice.randrange(len(parts))
    part, line = parts[place], parts[place].line
    quantity = max(1, part.quantity // 4)
    net, gross, cost = (
        half_up(whole * quantity, part.quantity) for whole in (part.net, part.gross, part.cost)
    )
    number = books.number("sales_returns", "TH", day)
    back = Back(books.returns.last + 1, day, place, quantity, net, gross, cost)
    waits = bill is not None and not reverse(desk, tale, bill, part, back)
    _return_paper(desk, tale, key, number, back, waits=waits)
    books.return_lines.add(back.key, rows[place], quantity, *worth(net, gross), money(cost))
    _patch_returned(desk, rows[place], quantity)
    desk.move(tale, MovementKind.RETURNED, day, line, -quantity, -net, -gross, number)
    books.stock.add(
        desk.company.warehouse.pk,
        line.product.pk,
        StockKind.RETURN_IN.value,
        day,
        quantity,
        number,
        line.key,
        desk.keeper,
        at(day, 14),
    )
    line.returned += quantity
    line.returned_gross += gross
    part.returned = gross
    return back


def _patch_returned(desk: Desk, key: int, quantity: int) -> None:
    """The shipment line is still in memory: say what came back of it."""
    table = desk.books.shipment_lines
    place = key - table.rows[0][0]
    row = list(table.rows[place])
    row[table.columns.index("returned_quantity")] = quantity
    table.rows[place] = tuple(row)


def _return_paper(
    desk: Desk, tale: Tale, shipment: int, number: str, back: Back, *, waits: bool
) -> None:
    day = back.on
    desk.books.returns.add(
        number,
        shipment,
        tale.customer.pk,
        ReturnStatus.RECEIVED.value,
        day,
        desk.dice.choice(("型号不符", "运输破损", "现场变更")),
        *worth(back.net, back.gross),
        waits,
        desk.assistants[0],
        at(day, 10),
        desk.keeper,
        at(day, 14),
    )
