"""The order, its lines, its hand-overs and its trail, as they stand today."""

from datetime import datetime, timedelta
from typing import Any

from backoffice.demo.tables import money
from orders.enums import Event, HandOverStatus, OrderStatus
from orders.selectors.same_number import number_key

from .clients import goods_to
from .desk import Desk
from .tale import TAX, Line, Tale, at, worth

VIA = ("phone", "phone", "im", "im", "email", "fax", "visit")
HAND_OVERS_SHOWN = 90  # days for which hand-overs are kept line by line


def write(desk: Desk, tale: Tale, maker: int, *, is_cancelled: bool) -> None:
    """The order and its lines as they stand today."""
    checker = desk.supervisor if desk.dice.random() < 0.6 else desk.other(maker)
    is_done = all(line.signed == line.quantity for line in tale.lines)
    status = OrderStatus.CLOSED if is_done else OrderStatus.RELEASED
    if is_cancelled:
        status = OrderStatus.CANCELLED
    received = at(tale.on, desk.dice.randrange(8, 16), desk.dice.randrange(60))
    desk.books.orders.rows.append(
        (
            *_head(desk, tale, status, received),
            *_sums(tale),
            *_steps(desk, tale, status, received, (maker, checker)),
        )
    )
    verified = received + timedelta(minutes=55)
    desk.books.verifications.add(tale.key, maker, checker, verified, True)
    _leave_trail(desk, tale, maker, checker, received)
    for position, line in enumerate(tale.lines, start=1):
        _write_line(desk, tale, position, line)
        if not is_cancelled and (desk.today - tale.on).days < HAND_OVERS_SHOWN:
            _hand_over(desk, tale, line, received + timedelta(minutes=70))


def _head(desk: Desk, tale: Tale, status: OrderStatus, received: datetime) -> tuple[Any, ...]:
    customer, dice = tale.customer, desk.dice
    theirs = f"PO-{tale.on:%y%m}-{dice.randrange(1000, 9999)}" if dice.random() < 0.5 else ""
    return (
        tale.key,
        tale.number,
        status.value,
        customer.pk,
        theirs,
        number_key(theirs),
        dice.choice(VIA),
        received,
        tale.on,
        customer.owner_id,
        customer.region_id,
        tale.promised,
        tale.promised,
        customer.retention_rate,
        goods_to(customer),
        len(tale.lines),
    )


def _sums(tale: Tale) -> tuple[str, ...]:
    lines = tale.lines
    return (
        *worth(sum(x.net for x in lines), sum(x.gross for x in lines)),
        money(sum(x.cost for x in lines)),
        money(sum(x.shipped_gross for x in lines)),
        money(tale.signed_gross),
        money(sum(x.invoiced_gross for x in lines)),
        money(sum(x.collected for x in lines)),
    )


def _steps(
    desk: Desk, tale: Tale, status: OrderStatus, received: datetime, people: tuple[int, int]
) -> tuple[Any, ...]:
    """Who took the order down, submitted, verified, released, closed or cancelled it, and when."""
    maker, checker = people
    is_cancelled, is_done = status == OrderStatus.CANCELLED, status == OrderStatus.CLOSED
    signed = [line.signed_on for line in tale.lines if line.signed_on]
    return (
        maker,
        received,
        maker,
        received + timedelta(minutes=20),
        checker,
        received + timedelta(minutes=55),
        None if is_cancelled else maker,
        None if is_cancelled else received + timedelta(minutes=70),
        at(max(signed), 17) if is_done else None,
        desk.supervisor if is_cancelled else None,
        received + timedelta(days=1) if is_cancelled else None,
        "客户项目取消" if is_cancelled else "",
    )


def _leave_trail(desk: Desk, tale: Tale, maker: int, checker: int, received: datetime) -> None:
    """Who took the order down, submitted and verified it."""
    steps: tuple[tuple[int, int, Event, dict[str, list[str]]], ...] = (
        (0, maker, Event.ORDER_CREATED, {}),
        (20, maker, Event.ORDER_SUBMITTED, {"status": ["draft", "submitted"]}),
        (55, checker, Event.ORDER_CONFIRMED, {"status": ["submitted", "confirmed"]}),
    )
    for minutes, person, verb, changes in steps:
        desk.books.trail.add(
            received + timedelta(minutes=minutes),
            person,
            verb.value,
            desk.kind_of_order,
            tale.key,
            tale.number,
            changes,
        )


def _write_line(desk: Desk, tale: Tale, position: int, line: Line) -> None:
    product = line.product
    row = (
        line.key,
        tale.key,
        position,
        product.pk,
        product.specification,
        product.unit,
        line.quantity,
        line.price,
        f"{line.price / 1.13:.8f}",
        TAX,
        *worth(line.net, line.gross),
        money(line.unit_cost),
        money(line.cost),
        tale.promised,
        tale.promised,
        line.produced,
        line.shipped,
        line.signed,
        line.returned,
        line.invoiced,
        money(line.shipped_gross),
        money(line.returned_gross),
        money(line.invoiced_gross),
        money(line.shipped_gross - line.returned_gross),
        money(line.collected),
        line.own_freight,
        line.signed_on,
    )
    desk.books.lines.rows.append(row)


def _hand_over(desk: Desk, tale: Tale, line: Line, handed: datetime) -> None:
    route = line.product.category.route
    code, person = ("SC", "heping") if route == "production" else ("CG", "chengang")
    is_done = line.produced == line.quantity
    waits = not is_done and (desk.today - tale.on).days < 1
    status = HandOverStatus.FINISHED if is_done else HandOverStatus.ACKNOWLEDGED
    if waits:
        status = HandOverStatus.WAITING
    desk.books.hand_overs.add(
        tale.key,
        line.key,
        desk.company.departments[code].pk,
        status.value,
        line.quantity,
        line.produced,
        handed,
        handed + timedelta(hours=4),
        None if waits else desk.company.people[person].pk,
        None if waits else handed + timedelta(hours=1),
        None if waits else tale.promised - timedelta(days=1),
        at(min(tale.promised, desk.today), 12) if is_done else None,
    )
