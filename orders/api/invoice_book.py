"""Blank paper invoices: books, and the fate of each number."""

from datetime import date
from typing import Any

from accounts.models import User
from core.api import Body, Call, Id, Line, Stale, body_of, noun, picked, values, writes
from orders import services
from orders.lists.invoice_book import InvoiceBookList, InvoicePaperList
from orders.models import InvoiceBook

noun("invoice-books", InvoiceBookList, "orders.view_invoicebook", refs=("keeper",))
noun("invoice-papers", InvoicePaperList, "orders.view_invoicebook", refs=("book",))

NewBook = body_of(
    "NewInvoiceBook",
    InvoiceBook,
    "kind",
    "code",
    "first_number",
    "last_number",
    "keeper",
    "received_on",
    "handed_by",
    "note",
    required=("code", "first_number", "last_number", "keeper", "received_on"),
)


class Run(Body):
    """From one number to another; without an end it is one paper."""

    first_number: Line
    last_number: Line = ""


class Spoiling(Run):
    """Which papers, on which day, and why."""

    on: date | None = None
    reason: Line


class HandingBack(Run):
    """Which papers, on which day."""

    on: date | None = None
    reason: Line = ""


class Restoring(Run):
    """Which papers, and why they are in the book after all."""

    reason: Line


class HandingOn(Stale):
    """To whom, on which day."""

    taker: Id
    on: date | None = None
    note: Line = ""


@writes("invoice-books", NewBook, "orders.register_invoicebook")
def invoice_book_register(call: Call, body: Any) -> InvoiceBook:
    """Take in a book of blank paper invoices."""
    fields = values(call, body, InvoiceBook)
    return services.invoice_book_register(actor=call.user, at=call.now, **fields)


@writes("invoice-books", Spoiling, "orders.spoil_invoicebook", command="spoil", on_record=True)
def invoice_papers_spoil(call: Call, body: Any) -> InvoiceBook:
    """Note that papers were spoiled while blank."""
    return services.invoice_papers_spoil(
        actor=call.user,
        invoice_book=call.record,
        first_number=body.first_number,
        last_number=body.last_number,
        reason=body.reason,
        on=body.on or call.today,
        at=call.now,
    )


@writes(
    "invoice-books",
    HandingBack,
    "orders.hand_back_invoicebook",
    command="hand-back",
    on_record=True,
)
def invoice_papers_hand_back(call: Call, body: Any) -> InvoiceBook:
    """Note that blank papers went back to finance or the tax office."""
    return services.invoice_papers_hand_back(
        actor=call.user,
        invoice_book=call.record,
        first_number=body.first_number,
        last_number=body.last_number,
        reason=body.reason,
        on=body.on or call.today,
        at=call.now,
    )


@writes("invoice-books", Restoring, "orders.restore_invoicebook", command="restore", on_record=True)
def invoice_papers_restore(call: Call, body: Any) -> InvoiceBook:
    """Put papers back that were entered as gone in error."""
    return services.invoice_papers_restore(
        actor=call.user,
        invoice_book=call.record,
        first_number=body.first_number,
        last_number=body.last_number,
        reason=body.reason,
        at=call.now,
    )


@writes("invoice-books", HandingOn, "orders.hand_on_invoicebook", command="hand-on", on_record=True)
def invoice_book_hand_on(call: Call, body: Any) -> InvoiceBook:
    """Hand the book on to another keeper."""
    services.invoice_book_hand_on(
        actor=call.user,
        invoice_book=call.record,
        taker=picked(User, call.user, body.taker, "taker"),
        on=body.on or call.today,
        at=call.now,
        note=body.note,
        seen_version=body.seen_version,
    )
    call.record.refresh_from_db()
    return call.record
