"""Blank papers that never become an invoice: spoiled, handed back; or put back into the book."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events
from core.errors import BusinessError
from core.locking import locked
from core.rights import demand
from orders.enums import Event, PaperFate
from orders.models import Invoice, InvoiceBook, InvoicePaper

from .days import check_day, not_before
from .paper_number import number_of, refuse_gone


@transaction.atomic
def invoice_papers_spoil(
    *,
    actor: User,
    invoice_book: InvoiceBook,
    first_number: str,
    reason: str,
    on: date,
    at: datetime,
    last_number: str = "",
) -> InvoiceBook:
    """Note that papers were spoiled while blank, 空白作废; one, or a run of them.

    Refuses numbers outside the book, used by an invoice or gone already, a missing reason, a day
    to come and one before the book was received.
    """
    demand(actor, "orders.spoil_invoicebook", invoice_book)
    if not reason.strip():
        raise BusinessError(_("Say why."), field="reason", code="reason")
    return _take_out(
        PaperFate.SPOILED,
        Event.PAPERS_SPOILED,
        right="orders.spoil_invoicebook",
        actor=actor,
        book=invoice_book,
        run=(first_number, last_number),
        reason=reason.strip(),
        on=on,
        at=at,
    )


@transaction.atomic
def invoice_papers_hand_back(
    *,
    actor: User,
    invoice_book: InvoiceBook,
    first_number: str,
    on: date,
    at: datetime,
    last_number: str = "",
    reason: str = "",
) -> InvoiceBook:
    """Note that blank papers went back to finance or the tax office, 缴销; refuses as above."""
    demand(actor, "orders.hand_back_invoicebook", invoice_book)
    return _take_out(
        PaperFate.HANDED_BACK,
        Event.PAPERS_HANDED_BACK,
        right="orders.hand_back_invoicebook",
        actor=actor,
        book=invoice_book,
        run=(first_number, last_number),
        reason=reason.strip(),
        on=on,
        at=at,
    )


@transaction.atomic
def invoice_papers_restore(
    *,
    actor: User,
    invoice_book: InvoiceBook,
    first_number: str,
    reason: str,
    at: datetime,
    last_number: str = "",
) -> InvoiceBook:
    """It was entered in error: the papers are in the book after all.

    Refuses numbers outside the book and papers that are not gone.
    """
    demand(actor, "orders.restore_invoicebook", invoice_book)
    if not reason.strip():
        raise BusinessError(_("Say why."), field="reason", code="reason")
    book = locked(InvoiceBook, invoice_book.pk)
    papers = _run(book, first_number, last_number)
    for paper in papers:
        if paper.fate == PaperFate.LEFT:
            raise BusinessError(
                _("Paper %(number)s was neither spoiled nor handed back.")
                % {"number": paper.number},
                field="first_number",
                code="not_gone",
            )
    _write(papers, fate=PaperFate.LEFT, gone_on=None, reason="", gone_by=None, gone_at=None)
    _tell(Event.PAPERS_RESTORED, book, papers, actor=actor, at=at, reason=reason.strip())
    return book


def _take_out(
    fate: PaperFate,
    event: Event,
    *,
    right: str,
    actor: User,
    book: InvoiceBook,
    run: tuple[str, str],
    reason: str,
    on: date,
    at: datetime,
) -> InvoiceBook:
    check_day(on, at, field="on")
    book = locked(InvoiceBook, book.pk)
    demand(actor, right, book)  # whose it is now
    not_before(book.received_on, on)
    papers = _run(book, *run)
    for paper in papers:
        refuse_gone(paper, field="first_number")
    _refuse_used(papers)
    _write(papers, fate=fate, gone_on=on, reason=reason, gone_by=actor, gone_at=at)
    _tell(event, book, papers, actor=actor, at=at, reason=reason)
    return book


def _run(book: InvoiceBook, first_number: str, last_number: str) -> Sequence[InvoicePaper]:
    """The papers of a run under their locks; without an end it is one paper."""
    first = number_of(first_number, "first_number")
    last = number_of(last_number, "last_number") if last_number.strip() else first
    if last < first:
        raise BusinessError(
            _("The last number comes before the first."), field="last_number", code="run"
        )
    for number, field in ((first, "first_number"), (last, "last_number")):
        if not book.first_number <= number <= book.last_number:
            raise BusinessError(
                _("Number %(number)s does not lie in this book.") % {"number": number},
                field=field,
                code="outside",
            )
    papers = book.papers.filter(number__gte=first, number__lte=last).order_by("number")
    return list(papers.select_for_update(no_key=True))


def _refuse_used(papers: Sequence[InvoicePaper]) -> None:
    used = Invoice.objects.filter(
        code=papers[0].code, number__gte=papers[0].number, number__lte=papers[-1].number
    )
    if invoice := used.exclude(number="").order_by("number").first():
        raise BusinessError(
            _("Paper %(number)s was used: it is invoice %(application)s.")
            % {"number": invoice.number, "application": invoice.application_number},
            field="first_number",
            code="paper_used",
        )


def _write(papers: Sequence[InvoicePaper], **facts: Any) -> None:
    InvoicePaper.objects.filter(pk__in=[paper.pk for paper in papers]).update(**facts)


def _tell(
    event: Event,
    book: InvoiceBook,
    papers: Sequence[InvoicePaper],
    *,
    actor: User,
    at: datetime,
    reason: str,
) -> None:
    first, last = papers[0].number, papers[-1].number
    run = first if first == last else f"{first}–{last}"
    changes: dict[str, list[Any]] = {"numbers": ["", run], "count": ["", len(papers)]}
    audit.record(actor=actor, verb=event, subject=book, at=at, reason=reason, changes=changes)
    events.announce(event, book, first_number=first, last_number=last)
