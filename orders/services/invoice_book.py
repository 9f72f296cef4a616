"""Blank invoice books: received, put right, handed on to another keeper."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, history
from core.database import exclusive
from core.errors import BusinessError, Taken
from core.locking import locked
from core.rights import demand
from orders.enums import PAPER_KINDS, Event, InvoiceKind, PaperFate
from orders.models import MOST_PAPERS, BookTransfer, InvoiceBook, InvoicePaper
from orders.selectors.invoice_books import KEEPERS, tally_of

from .days import check_day, not_before
from .paper_number import code_of, number_of

ABOUT = ("received_on", "handed_by", "note")


class Run(NamedTuple):
    """Which papers a book has, as it is kept."""

    kind: str
    code: str
    first_number: str
    last_number: str


@transaction.atomic
def invoice_book_register(
    *,
    actor: User,
    code: str,
    first_number: str,
    last_number: str,
    keeper: User,
    received_on: date,
    at: datetime,
    kind: str = InvoiceKind.PAPER_SPECIAL,
    handed_by: str = "",
    note: str = "",
) -> InvoiceBook:
    """Take in a book of blank paper invoices.

    Refuses a malformed code or number, a run that ends before it begins or is longer than a book,
    numbers that another book of the code has, a keeper who keeps no invoices and a day to come.
    Numbers that invoices bear already count as used.
    """
    demand(actor, "orders.register_invoicebook")
    check_day(received_on, at, field="received_on")
    book = InvoiceBook(
        keeper=keeper,
        received_on=received_on,
        handed_by=handed_by.strip(),
        note=note.strip(),
        created_by=actor,
        created_at=at,
    )
    _check_keeper(keeper, field="keeper")
    _set_run(book, _read_run(kind, code, first_number, last_number))
    history.save(book, actor=actor, at=at)
    _lay_out(book)
    audit.record(actor=actor, verb=Event.INVOICE_BOOK_REGISTERED, subject=book, at=at)
    events.announce(Event.INVOICE_BOOK_REGISTERED, book)
    return book


@transaction.atomic
def invoice_book_change(
    *,
    actor: User,
    invoice_book: InvoiceBook,
    code: str,
    first_number: str,
    last_number: str,
    received_on: date,
    at: datetime,
    kind: str = InvoiceKind.PAPER_SPECIAL,
    handed_by: str = "",
    note: str = "",
    seen_version: int | None = None,
) -> InvoiceBook:
    """Put right what was typed wrongly of a book.

    Kind, code and numbers only as long as no paper of it was used, spoiled or handed back.
    """
    demand(actor, "orders.change_invoicebook", invoice_book)
    check_day(received_on, at, field="received_on")
    book = locked(InvoiceBook, invoice_book.pk, seen_version)
    before = {name: getattr(book, name) for name in (*Run._fields, *ABOUT)}
    run = _read_run(kind, code, first_number, last_number)
    if run != Run(book.kind, book.code, book.first_number, book.last_number):
        _refuse_begun(book)
        book.papers.all().delete()
        _set_run(book, run)
        _lay_out(book)
    _check_received(book, received_on)
    book.received_on, book.handed_by, book.note = received_on, handed_by.strip(), note.strip()
    changes = audit.difference(before, {name: getattr(book, name) for name in before})
    history.save(book, actor=actor, at=at)
    audit.record(actor=actor, verb=Event.INVOICE_BOOK_CHANGED, subject=book, at=at, changes=changes)
    events.announce(Event.INVOICE_BOOK_CHANGED, book)
    return book


@transaction.atomic
def invoice_book_hand_on(
    *,
    actor: User,
    invoice_book: InvoiceBook,
    taker: User,
    on: date,
    at: datetime,
    note: str = "",
    seen_version: int | None = None,
) -> BookTransfer:
    """Hand a book on to another keeper, 移交; both are named, the taker is told.

    Refuses the keeper of now, somebody who keeps no invoices, a day to come and a day before the
    book came into the giver's hands.
    """
    check_day(on, at, field="on")
    book = locked(InvoiceBook, invoice_book.pk, seen_version)
    demand(actor, "orders.hand_on_invoicebook", book)  # whose it is now
    if taker.pk == book.keeper_id:
        raise BusinessError(
            _("%(person)s keeps it already.") % {"person": taker}, field="taker", code="same_keeper"
        )
    _check_keeper(taker, field="taker")
    last = book.transfers.order_by("-handed_on").first()
    not_before(last.handed_on if last else book.received_on, on)
    giver, book.keeper = book.keeper, taker
    transfer = BookTransfer.objects.create(
        book=book,
        giver=giver,
        taker=taker,
        handed_on=on,
        note=note.strip(),
        created_by=actor,
        created_at=at,
    )
    history.save(book, actor=actor, at=at, reason=note, fields=("keeper",))
    audit.record(
        actor=actor,
        verb=Event.INVOICE_BOOK_HANDED_ON,
        subject=book,
        at=at,
        changes={"keeper": [giver.pk, taker.pk]},
        reason=note.strip(),
    )
    events.announce(Event.INVOICE_BOOK_HANDED_ON, transfer, by=getattr(actor, "pk", None))
    return transfer


def _check_keeper(person: User, *, field: str) -> None:
    if not person.is_active or not person.has_role(*KEEPERS):
        raise BusinessError(
            _("%(person)s keeps no invoices.") % {"person": person}, field=field, code="keeper"
        )


def _read_run(kind: str, code: str, first_number: str, last_number: str) -> Run:
    """The papers as they were typed. Refuses malformed ones."""
    if kind not in PAPER_KINDS:
        raise BusinessError(_("A book has paper invoices."), field="kind", code="kind")
    first = number_of(first_number, "first_number")
    return Run(kind, code_of(code), first, number_of(last_number, "last_number"))


def _set_run(book: InvoiceBook, run: Run) -> None:
    size = int(run.last_number) - int(run.first_number) + 1
    if size < 1:
        raise BusinessError(
            _("The last number comes before the first."), field="last_number", code="run"
        )
    if size > MOST_PAPERS:
        raise BusinessError(
            _("That would be %(size)s papers; a book has at most %(most)s.")
            % {"size": size, "most": MOST_PAPERS},
            field="last_number",
            code="too_many",
        )
    _refuse_overlap(book, run)
    book.kind, book.code, book.first_number, book.last_number = run
    book.size = size


def _refuse_overlap(book: InvoiceBook, run: Run) -> None:
    """No number of a code lies in two books; two at once would not see each other."""
    exclusive(f"orders.invoice_book:{run.code}")
    others = InvoiceBook.objects.filter(
        code=run.code, first_number__lte=run.last_number, last_number__gte=run.first_number
    ).exclude(pk=book.pk)
    if other := others.select_related("keeper").first():
        raise Taken(
            _("The book %(book)s of %(keeper)s has some of these numbers already.")
            % {"book": other, "keeper": other.keeper},
            field="first_number",
            code="overlap",
        )


def _lay_out(book: InvoiceBook) -> None:
    """A row for each number."""
    first = int(book.first_number)
    InvoicePaper.objects.bulk_create(
        InvoicePaper(book=book, code=book.code, number=f"{number:08}")
        for number in range(first, first + book.size)
    )


def _refuse_begun(book: InvoiceBook) -> None:
    tally = tally_of(book)
    if tally.left != book.size:
        raise BusinessError(
            _("Papers of this book have been used, spoiled or handed back; its numbers stay."),
            field="first_number",
            code="begun",
        )


def _check_received(book: InvoiceBook, received_on: date) -> None:
    """Nothing happened to it before it was here."""
    gone = book.papers.exclude(fate=PaperFate.LEFT).aggregate(first=Min("gone_on"))
    moved = book.transfers.aggregate(first=Min("handed_on"))
    days = [each["first"] for each in (gone, moved) if each["first"]]
    if days and received_on > min(days):
        raise BusinessError(
            _("Something happened to it on %(day)s already.") % {"day": min(days).isoformat()},
            field="received_on",
            code="received_late",
        )
