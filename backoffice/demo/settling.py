"""Invoices, and the red letters of what came back."""

from datetime import date, timedelta
from typing import Any

from backoffice.demo.tables import money
from orders.enums import InvoiceStatus, MovementKind

from .desk import Desk
from .tale import TAX, Back, Bill, Part, Tale, at, worth

ON_THE_WAY = timedelta(days=2)


def invoice(desk: Desk, tale: Tale, shipped: date, parts: list[Part]) -> Bill | None:
    """The invoice of a shipment, some days later; six in a hundred still wait for theirs."""
    day = shipped + timedelta(days=desk.dice.randrange(1, 11))
    if day > desk.today or desk.dice.random() > 0.94:
        return None
    books = desk.books
    sent = day + timedelta(days=1)
    status = InvoiceStatus.ISSUED
    if sent <= desk.today:
        there = desk.dice.random() < 0.9 and sent + ON_THE_WAY <= desk.today
        status = InvoiceStatus.RECEIVED if there else InvoiceStatus.SENT
    net, gross = sum(p.net for p in parts), sum(p.gross for p in parts)
    key = books.invoices.add(
        *_heading(desk, tale, shipped, day),
        status.value,
        *worth(net, gross),
        sent if status != InvoiceStatus.ISSUED else None,
        sent + ON_THE_WAY if status == InvoiceStatus.RECEIVED else None,
        *_hands(desk, day),
        *(False, None, None, "", None, ""),
    )
    document = books.invoices.rows[-1][2]
    lines = []
    for p in parts:
        lines.append(
            books.invoice_lines.add(
                key, p.line.key, p.quantity, TAX, *worth(p.net, p.gross), money(p.cost), None
            )
        )
        p.line.invoiced += p.quantity
        p.line.invoiced_gross += p.gross
        desk.move(tale, MovementKind.INVOICED, day, p.line, p.quantity, p.net, p.gross, document)
    return Bill(key, day, lines)


def reverse(desk: Desk, tale: Tale, bill: Bill, part: Part, back: Back) -> bool:
    """The red letter of what came back, a week or so later; answers whether it is written."""
    day = max(bill.on, back.on) + timedelta(days=desk.dice.randrange(4, 12))
    if day > desk.today:
        return False
    books, dice = desk.books, desk.dice
    key = books.invoices.add(
        *_heading(desk, tale, day, day),
        InvoiceStatus.ISSUED.value,
        *worth(-back.net, -back.gross),
        *(None, None),
        *_hands(desk, day),
        *(True, bill.key, back.key, f"4304{day:%y%m}{dice.randrange(10**11, 10**12)}", day, "退货"),
    )
    document = books.invoices.rows[-1][2]
    books.invoice_lines.add(
        key,
        part.line.key,
        -back.quantity,
        TAX,
        *worth(-back.net, -back.gross),
        money(-back.cost),
        bill.lines[back.place],
    )
    part.line.invoiced -= back.quantity
    part.line.invoiced_gross -= back.gross
    desk.move(
        tale,
        MovementKind.RED_LETTER,
        day,
        part.line,
        -back.quantity,
        -back.net,
        -back.gross,
        document,
    )
    return True


def _heading(desk: Desk, tale: Tale, applied: date, issued: date) -> tuple[Any, ...]:
    """Numbers, customer and days of an invoice."""
    customer = tale.customer
    return (
        desk.books.number("invoice_applications", "KP", issued),
        f"{issued:%y}432{desk.dice.randrange(10**14, 10**15)}",  # year, province, kind, serial
        customer.pk,
        customer.owner_id,
        customer.region_id,
        customer.name,
        customer.tax_number,
        applied,
        issued,
    )


def _hands(desk: Desk, day: date) -> tuple[Any, ...]:
    """Who applied for it, who issued it."""
    return desk.assistants[0], at(day, 9), desk.finance, at(day, 15)
