"""What is owed for what went out, and the money as it comes."""

from dataclasses import dataclass
from datetime import date, timedelta

from backoffice.demo.tables import half_up, money
from customers.models import RetentionTerms
from orders.enums import AllocationKind, ReceiptMethod, ReceivablePortion, ReceivableSource
from orders.services.receivable import retention_due

from .desk import Desk
from .tale import Back, Part, Tale, at

LATEST = 120  # days


@dataclass(frozen=True)
class Owing:
    """One of the items of a shipment while it is told: what is owed, what of it came back, what
    was paid and when; amounts in cents."""

    portion: ReceivablePortion
    due: date
    amount: int
    returned: int
    paid: int = 0
    paid_on: date | None = None


def collect(
    desk: Desk,
    tale: Tale,
    shipment: int,
    number: str,
    day: date,
    parts: list[Part],
    back: Back | None,
) -> None:
    """What a shipment is owed: what came back settles first, then money as it comes."""
    gross, came_back = sum(p.gross for p in parts), back.gross if back else 0
    kept = half_up(gross * int(tale.customer.retention_rate * 10000), 10000)
    since = (back.on if back else day) + timedelta(days=1)
    off_price = min(came_back, gross - kept)
    price = _price(desk, tale, (gross - kept, off_price), day, since)
    told = [price]
    if kept:
        rest = came_back - off_price
        is_settled = price.paid == price.amount - price.returned
        told.append(_retention(desk, (kept, rest), day, shipment, is_settled=is_settled))
    for owing in told:
        _owe(desk, tale, shipment, number, day, owing, back)
    paid = sum(owing.paid for owing in told)
    if paid:
        _spread(desk, parts, paid, gross - came_back)


def _price(desk: Desk, tale: Tale, worth: tuple[int, int], day: date, since: date) -> Owing:
    """The price, paid as the customer is used to."""
    dice, customer = desk.dice, tale.customer
    owed = worth[0] - worth[1]
    due = day + timedelta(days=customer.credit_days)
    habit = int(customer.code[1:]) % 11
    delay = dice.randrange(-8, 6) if habit else dice.randrange(20, 110)
    paid_on = max(due + timedelta(days=delay), since)
    is_paid = paid_on <= desk.today and dice.random() > 0.012 and not _is_left(desk, tale, due)
    paid = (half_up(owed * 6, 10) if dice.random() < 0.04 else owed) if is_paid else 0
    return Owing(ReceivablePortion.PRICE, due, *worth, paid, paid_on)


def _retention(
    desk: Desk, worth: tuple[int, int], day: date, shipment: int, *, is_settled: bool
) -> Owing:
    """What was kept back, paid some weeks after its day; of every sixth somebody has to ask."""
    due = retention_due(day, RetentionTerms.USUAL_MONTHS)
    paid_on = due + timedelta(days=3 + shipment % 40)
    is_paid = is_settled and paid_on <= desk.today and shipment % 6 > 0
    paid = worth[0] - worth[1] if is_paid else 0
    return Owing(ReceivablePortion.RETENTION, due, *worth, paid, paid_on)


def _owe(
    desk: Desk, tale: Tale, shipment: int, number: str, day: date, owing: Owing, back: Back | None
) -> None:
    books, customer = desk.books, tale.customer
    item = books.receivables.add(
        customer.pk,
        customer.owner_id,
        customer.region_id,
        ReceivableSource.SHIPMENT.value,
        owing.portion.value,
        tale.key,
        shipment,
        number,
        day,
        owing.due,
        money(owing.amount),
        money(owing.amount - owing.returned - owing.paid),
    )
    if back and owing.returned:
        books.allocations.add(
            item,
            AllocationKind.RETURN.value,
            None,
            back.key,
            money(owing.returned),
            back.on,
            desk.finance,
            at(back.on, 15),
        )
    if owing.paid and owing.paid_on:
        _receive(desk, tale, item, owing)


def _is_left(desk: Desk, tale: Tale, due: date) -> bool:
    """Whether it stays unpaid, so that each salesperson has somebody to ask for money."""
    days_late = (desk.today - due).days
    if tale.customer.owner_id in desk.asking or not 0 < days_late < LATEST:
        return False
    desk.asking.add(tale.customer.owner_id)
    return True


def _receive(desk: Desk, tale: Tale, item: int, owing: Owing) -> None:
    books, customer, paid, day = desk.books, tale.customer, owing.paid, owing.paid_on
    assert day is not None  # noqa: S101 - what was paid was paid on a day
    is_over = owing.portion == ReceivablePortion.PRICE and desk.dice.random() < 0.01
    free = desk.dice.randrange(1, 20) * 100000 if is_over else 0
    receipt = books.receipts.add(
        books.number("receipts", "HK", day),
        customer.pk,
        customer.owner_id,
        customer.region_id,
        ReceiptMethod.BANK.value,
        day,
        money(paid + free),
        money(free),
        customer.name,
        desk.finance,
        at(day, 10),
    )
    books.allocations.add(
        item,
        AllocationKind.RECEIPT.value,
        receipt,
        None,
        money(paid),
        day,
        desk.finance,
        at(day, 10, 5),
    )


def _spread(desk: Desk, parts: list[Part], paid: int, owed: int) -> None:
    """What was paid, over the lines by what each still owes; the last takes the rest."""
    reached = given = 0
    for part in parts:
        reached += part.gross - part.returned
        until = half_up(paid * reached, owed) if owed else 0
        part.line.collected += until - given
        given = until
