"""Invoices, what is owed, and the money as it comes."""

from datetime import date, timedelta

from backoffice.demo.tables import half_up, money
from orders.enums import (
    AllocationKind,
    InvoiceStatus,
    MovementKind,
    ReceiptMethod,
    ReceivableSource,
)

from .desk import Desk
from .tale import TAX, Part, Tale, at, worth


def invoice(desk: Desk, tale: Tale, shipped: date, parts: list[Part]) -> None:
    day = shipped + timedelta(days=desk.dice.randrange(1, 11))
    if day > desk.today or desk.dice.random() > 0.94:
        return
    books, customer = desk.books, tale.customer
    sent = day + timedelta(days=1)
    status = InvoiceStatus.ISSUED
    if sent <= desk.today:
        status = InvoiceStatus.RECEIVED if desk.dice.random() < 0.9 else InvoiceStatus.SENT
    net, gross = sum(p.net for p in parts), sum(p.gross for p in parts)
    key = books.invoices.add(
        books.number("invoice_applications", "KP", day),
        f"26{desk.dice.randrange(10**17, 10**18)}",
        status.value,
        customer.pk,
        customer.owner_id,
        customer.region_id,
        customer.name,
        customer.tax_number,
        shipped,
        day,
        *worth(net, gross),
        sent if status != InvoiceStatus.ISSUED else None,
        sent + timedelta(days=2) if status == InvoiceStatus.RECEIVED else None,
        desk.assistants[0],
        at(day, 9),
        desk.finance,
        at(day, 15),
    )
    document = books.invoices.rows[-1][2]
    for p in parts:
        books.invoice_lines.add(
            key, p.line.key, p.quantity, TAX, *worth(p.net, p.gross), money(p.cost)
        )
        p.line.invoiced += p.quantity
        p.line.invoiced_gross += p.gross
        desk.move(tale, MovementKind.INVOICED, day, p.line, p.quantity, p.net, p.gross, document)


def collect(
    desk: Desk,
    tale: Tale,
    shipment: int,
    number: str,
    day: date,
    parts: list[Part],
    back: tuple[int | None, int, date | None],
) -> None:
    """The receivable of a shipment: what came back settles first, then money as it comes."""
    books, dice, customer = desk.books, desk.dice, tale.customer
    gross = sum(p.gross for p in parts)
    due = day + timedelta(days=customer.credit_days)
    returned, came_back, back_on = back
    owed = gross - came_back
    habit = int(customer.code[1:]) % 11
    delay = dice.randrange(-8, 6) if habit else dice.randrange(20, 110)
    paid_on = max(due + timedelta(days=delay), (back_on or day) + timedelta(days=1))
    is_paid = paid_on <= desk.today and dice.random() > 0.012
    paid = (half_up(owed * 6, 10) if dice.random() < 0.04 else owed) if is_paid else 0
    item = books.receivables.add(
        customer.pk,
        customer.owner_id,
        customer.region_id,
        ReceivableSource.SHIPMENT.value,
        tale.key,
        shipment,
        number,
        day,
        due,
        money(gross),
        money(owed - paid),
    )
    if returned and back_on:
        books.allocations.add(
            item,
            AllocationKind.RETURN.value,
            None,
            returned,
            money(came_back),
            back_on,
            desk.finance,
            at(back_on, 15),
        )
    if paid:
        _receive(desk, tale, item, paid, paid_on)
        _spread(desk, parts, paid, owed)


def _receive(desk: Desk, tale: Tale, item: int, paid: int, day: date) -> None:
    books, customer = desk.books, tale.customer
    free = desk.dice.randrange(1, 20) * 100000 if desk.dice.random() < 0.01 else 0
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
