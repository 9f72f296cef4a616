"""Every number of a book has its fate, and none has two."""

from datetime import date

import pytest

from core.errors import NotAllowed
from core.models import AuditEntry
from core.ui import lists
from orders.enums import InvoiceKind, InvoiceStatus, PaperFate
from orders.models import InvoicePaper
from orders.selectors.invoice_books import (
    in_words,
    next_paper,
    numbers_left,
    numbers_skipped,
    runs_of,
    tally_of,
)
from orders.services import (
    Confirmation,
    invoice_papers_restore,
    invoice_reverse,
    invoice_void,
)

from .commands import (
    AT,
    CODE,
    MONDAY,
    PAPER,
    TUESDAY,
    by_hand,
    hand_back,
    issue,
    refused,
    register,
    spoil,
    used,
)


def test_used_is_counted_from_the_invoices(book, li_min, application):
    invoice = issue(li_min, application(), "00012301")
    assert tally_of(book) == (1, 0, 0, 0, 9, "00012302")
    invoice_void(actor=li_min, invoice=invoice, on=MONDAY, reason="抬头错", at=AT)
    assert tally_of(book) == (1, 1, 0, 0, 9, "00012302")


def test_a_red_letter_takes_a_paper_too(book, li_min, application):
    invoice = issue(li_min, application(), "00012301")
    confirmation = Confirmation(number="HZ4301", confirmed_on=MONDAY, reason="销货退回")
    red = {"number": "00012302", "code": CODE, "confirmation": confirmation}
    spoil(li_min, book, "00012302")
    with refused("paper_gone", "number"):
        invoice_reverse(actor=li_min, invoice=invoice, rows=None, on=MONDAY, at=AT, **red)
    red["number"] = "00012303"
    invoice_reverse(actor=li_min, invoice=invoice, rows=None, on=MONDAY, at=AT, **red)
    assert tally_of(book) == (2, 0, 1, 0, 7, "00012304")


def test_numbers_used_before_the_book_was_registered_count(li_min):
    used("00012301")
    used("00012302", InvoiceStatus.VOIDED)
    used("00012303", code="4300231131")
    book = register(li_min)
    assert tally_of(book) == (2, 1, 0, 0, 8, "00012303")


@pytest.mark.parametrize("number", ["00012301", "00012309"])
def test_each_number_agrees_with_a_count_by_hand(book, li_min, number):
    """Whatever was used, spoiled and handed back: three ways to count, one result."""
    used(number)
    used("00012304")
    used("00012306", InvoiceStatus.VOIDED)
    spoil(li_min, book, "00012302", "00012303")
    hand_back(li_min, book, "00012310")
    left, coming, skipped = by_hand(book)
    tally = tally_of(book)
    assert (tally.left, tally.next_number) == (len(left), coming)
    assert numbers_left(book) == left
    assert numbers_skipped(book) == skipped
    listing = lists.find("invoice_books")(user=li_min, today=TUESDAY, params={})
    columns = ["size", "used", "spoiled", "handed_back", "left", "next_number", "skipped"]
    row = listing.ordered(columns).values_list(*columns).get()
    assert row == (10, 3, 2, 1, 4, coming, len(skipped))
    standings = lists.find("invoice_papers")(user=li_min, today=TUESDAY, params={})
    told = dict(standings.ordered(["standing"]).values_list("number", "standing"))
    assert [n for n in sorted(told) if told[n] == "skipped"] == skipped
    assert [n for n in sorted(told) if told[n] in {"left", "skipped"}] == left
    assert told["00012306"] == "voided"


def test_runs_are_written_as_people_write_them():
    runs = runs_of(["00000009", "00000010", "00000011", "00000013"])
    assert in_words(runs) == ["00000009–00000011", "00000013"]
    assert runs_of([]) == []


def test_papers_are_spoiled_by_whom_when_and_why(book, li_min):
    spoil(li_min, book, "００012302", "00012303")
    paper = InvoicePaper.objects.get(number="00012303")
    assert (paper.fate, paper.gone_on, paper.reason) == (PaperFate.SPOILED, MONDAY, "打印错位")
    assert (paper.gone_by, paper.gone_at) == (li_min, AT)
    entry = AuditEntry.objects.about(book).get(verb="orders.papers_spoiled")
    assert entry.changes == {"numbers": ["", "00012302–00012303"], "count": ["", 2]}
    assert entry.reason == "打印错位"


@pytest.mark.parametrize("take_out", [spoil, hand_back])
def test_papers_that_cannot_go(book, li_min, take_out):
    invoice = used("00012304")
    take_out(li_min, book, "00012306")
    with refused("paper_used", "first_number") as error:
        take_out(li_min, book, "00012303", "00012305")
    assert invoice.application_number in str(error.value)
    for again in (spoil, hand_back):
        with refused("paper_gone", "first_number"):
            again(li_min, book, "00012305", "00012307")
    with refused("outside", "last_number"):
        take_out(li_min, book, "00012310", "00012311")
    with refused("outside", "first_number"):
        take_out(li_min, book, "00012300")
    with refused("run", "last_number"):
        take_out(li_min, book, "00012303", "00012302")
    with refused("paper_number", "first_number"):
        take_out(li_min, book, "3")
    with refused("future", "on"):
        take_out(li_min, book, "00012301", on=date(2026, 11, 25))
    with refused("before", "on"):
        take_out(li_min, book, "00012301", on=date(2026, 11, 19))
    assert tally_of(book).left == 8


def test_what_is_spoiled_has_its_reason(book, li_min):
    with refused("reason", "reason"):
        spoil(li_min, book, "00012301", reason=" ")
    with refused("reason", "reason"):
        invoice_papers_restore(
            actor=None, invoice_book=book, first_number="00012301", reason=" ", at=AT
        )


@pytest.mark.parametrize("take_out", [spoil, hand_back])
def test_a_paper_that_is_gone_becomes_no_invoice(book, li_min, application, take_out):
    take_out(li_min, book, "00012301")
    invoice = application()
    with refused("paper_gone", "number"):
        issue(li_min, invoice, "00012301")
    assert issue(li_min, invoice, "00012302").status == InvoiceStatus.ISSUED


def test_an_error_is_put_back(book, li_min, zhou_ting, application):
    spoil(li_min, book, "00012301", "00012303")
    facts = {"invoice_book": book, "first_number": "00012302", "reason": "号码抄错", "at": AT}
    with pytest.raises(NotAllowed):
        invoice_papers_restore(actor=li_min, **facts)
    invoice_papers_restore(actor=zhou_ting, **facts)
    paper = InvoicePaper.objects.get(number="00012302")
    assert (paper.fate, paper.gone_on, paper.reason, paper.gone_by) == ("left", None, "", None)
    with refused("not_gone", "first_number"):
        invoice_papers_restore(actor=zhou_ting, **facts)
    issue(li_min, application(), "00012302")
    assert tally_of(book) == (1, 0, 2, 0, 7, "00012304")


def test_the_next_paper_is_of_the_oldest_own_book_of_the_kind(li_min, sun_xiaoyan):
    second = register(li_min, "00012311", "00012312", received_on=MONDAY)
    first = register(li_min, "00012301", "00012302")
    register(sun_xiaoyan, "00012201", "00012202")
    register(li_min, "00012101", "00012102", kind=InvoiceKind.PAPER_ORDINARY)
    used("00012301")
    assert next_paper(li_min, PAPER).number == "00012302"
    spoil(li_min, first, "00012302")
    assert next_paper(li_min, PAPER).book == second
    assert next_paper(li_min, InvoiceKind.PAPER_ORDINARY).number == "00012101"
    assert next_paper(sun_xiaoyan, InvoiceKind.PAPER_ORDINARY) is None


def test_the_list_counts_and_narrows(book, li_min, sun_xiaoyan):
    for number in range(12301, 12311):
        used(f"{number:08}", InvoiceStatus.VOIDED if number == 12305 else InvoiceStatus.ISSUED)
    other = register(sun_xiaoyan, "00012311", "00012320")
    used("00012313")
    hand_back(sun_xiaoyan, other, "00012320")

    def found(**params):
        return lists.find("invoice_books")(user=li_min, today=TUESDAY, params=params)

    everything = found(cols="size,used,voided,spoiled,handed_back,left,skipped,next_number")
    sums = {"size": 20, "used": 11, "voided": 1, "spoiled": 0, "handed_back": 1, "left": 8}
    assert everything.totals() == sums | {"skipped": 2}
    assert list(found(has_left="1").matching) == [other]
    assert list(found(has_left="0").matching) == [book]
    assert list(found(has_skipped="1").matching) == [other]
    assert list(found(keeper=str(sun_xiaoyan.pk)).matching) == [other]
    assert found(code="43002").matching.count() == 2
    standing = dict(found(sort="standing").ordered(["standing"]).values_list("pk", "standing"))
    assert standing == {book.pk: "used_up", other.pk: "in_use"}
