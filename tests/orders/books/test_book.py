"""A book of blank paper invoices: taken in, put right, handed on."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core.errors import NotAllowed, StaleSave
from core.models import AuditEntry, Notification
from orders.enums import InvoiceKind
from orders.factories import InvoiceBookFactory
from orders.models import BookTransfer, InvoiceBook, InvoicePaper
from orders.selectors.invoice_books import (
    tally_of,
)

from .commands import (
    CODE,
    FRIDAY,
    TUESDAY,
    change,
    hand_back,
    hand_on,
    refused,
    register,
    spoil,
)


def test_a_book_is_taken_in_number_by_number(book, li_min):
    assert (str(book), book.size) == ("4300231130 00012301–00012310", 10)
    assert (book.keeper, book.created_by) == (li_min, li_min)
    numbers = list(book.papers.order_by("number").values_list("number", flat=True))
    assert numbers == [f"000123{n:02}" for n in range(1, 11)]
    assert tally_of(book) == (0, 0, 0, 0, 10, "00012301")
    entry = AuditEntry.objects.about(book).get()
    assert (entry.verb, entry.actor) == ("orders.invoice_book_registered", li_min)


def test_digits_of_any_keyboard_are_the_same_digits(li_min):
    book = register(li_min, "０００１２３０１", " 0001 2303 ", code="４３００２３１１３０")
    assert (book.code, book.first_number, book.last_number) == (CODE, "00012301", "00012303")


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"first": "12301"}, "paper_number", "first_number"),
        ({"first": "000I2301"}, "paper_number", "first_number"),
        ({"last": "000123010"}, "paper_number", "last_number"),
        ({"code": "43002311301"}, "paper_code", "code"),
        ({"last": "00012300"}, "run", "last_number"),
        ({"last": "00013301"}, "too_many", "last_number"),
        ({"kind": InvoiceKind.DIGITAL_SPECIAL}, "kind", "kind"),
        ({"received_on": date(2026, 11, 25)}, "future", "received_on"),
    ],
)
def test_a_book_that_cannot_be(li_min, facts, code, field):
    with refused(code, field):
        register(li_min, **facts)
    assert not InvoiceBook.objects.exists()


def test_a_book_has_at_most_a_thousand_papers(li_min):
    assert register(li_min, "00012301", "00013300").size == 1000


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("00012310", "00012311"),
        ("00012201", "00012301"),
        ("00012303", "00012304"),
        ("00012201", "00012400"),
    ],
)
def test_two_books_never_share_a_number(book, sun_xiaoyan, li_min, first, last):
    with refused("overlap", "first_number") as error:
        register(sun_xiaoyan, first, last)
    assert str(book) in str(error.value)
    assert li_min.full_name in str(error.value)


def test_what_lies_beside_a_book_or_has_another_code_is_another_book(book, sun_xiaoyan):
    register(sun_xiaoyan, "00012311", "00012320")
    register(sun_xiaoyan, "00012291", "00012300")
    register(sun_xiaoyan, code="430023113001")
    assert InvoiceBook.objects.count() == 4


def test_the_database_knows_no_number_twice(book):
    with pytest.raises(IntegrityError), transaction.atomic():
        InvoicePaper.objects.create(book=book, code=CODE, number="00012305")
    other = InvoiceBookFactory(code=CODE)
    with pytest.raises(IntegrityError), transaction.atomic():
        InvoicePaper.objects.create(book=other, code=CODE, number="00012310")


def test_a_keeper_is_somebody_who_keeps_invoices(li_min, wang_jianguo):
    with refused("keeper", "keeper"):
        register(li_min, keeper=wang_jianguo)
    li_min.is_active = False
    with refused("keeper", "keeper"):
        register(None, keeper=li_min)


def test_a_book_is_handed_on_and_the_taker_is_told(
    book, li_min, sun_xiaoyan, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        transfer = hand_on(li_min, book, sun_xiaoyan, note="休假")
    book.refresh_from_db()
    assert (book.keeper, transfer.giver, transfer.taker) == (sun_xiaoyan, li_min, sun_xiaoyan)
    assert [row.recipient for row in Notification.objects.all()] == [sun_xiaoyan]
    assert InvoiceBook.history.filter(id=book.pk).count() == 2
    entry = AuditEntry.objects.about(book).get(verb="orders.invoice_book_handed_on")
    assert entry.changes == {"keeper": [li_min.pk, sun_xiaoyan.pk]}


def test_hand_ons_that_cannot_be(book, li_min, sun_xiaoyan, wang_jianguo):
    with refused("same_keeper", "taker"):
        hand_on(li_min, book, li_min)
    with refused("keeper", "taker"):
        hand_on(li_min, book, wang_jianguo)
    with refused("future", "on"):
        hand_on(li_min, book, sun_xiaoyan, on=date(2026, 11, 25))
    with refused("before", "on"):
        hand_on(li_min, book, sun_xiaoyan, on=date(2026, 11, 19))
    seen = book.version
    hand_on(li_min, book, sun_xiaoyan)
    with pytest.raises(NotAllowed):
        hand_on(li_min, book, sun_xiaoyan)  # whatever the page said: it is hers no more
    with refused("before", "on"):
        hand_on(None, book, li_min, on=FRIDAY)
    with pytest.raises(StaleSave):
        hand_on(sun_xiaoyan, book, li_min, seen_version=seen)
    assert BookTransfer.objects.count() == 1


@pytest.mark.parametrize("take_out", [spoil, hand_back])
def test_who_handed_the_book_on_meanwhile_takes_nothing_out(book, li_min, sun_xiaoyan, take_out):
    hand_on(li_min, InvoiceBook.objects.get(), sun_xiaoyan)
    assert book.keeper == li_min  # as it was read before
    with pytest.raises(NotAllowed):
        take_out(li_min, book, "00012301")
    assert not InvoicePaper.objects.exclude(fate="left").exists()


def test_who_may_what(book, li_min, zhou_ting, sun_xiaoyan, wang_jianguo):
    book.refresh_from_db()
    hand_on(zhou_ting, book, zhou_ting)  # a supervisor may enter it for the giver
    book.refresh_from_db()
    for command in (lambda: hand_on(li_min, book, sun_xiaoyan), lambda: spoil(li_min, book, "1")):
        with pytest.raises(NotAllowed):
            command()
    with pytest.raises(NotAllowed):
        hand_on(sun_xiaoyan, book, sun_xiaoyan)
    with pytest.raises(NotAllowed):
        hand_back(li_min, book, "00012301")
    hand_back(sun_xiaoyan, book, "00012301")
    with pytest.raises(NotAllowed):
        register(wang_jianguo)
    assert list(InvoiceBook.objects.visible_to(li_min)) == [book]
    assert not InvoiceBook.objects.visible_to(wang_jianguo).exists()


def test_what_was_typed_wrongly_is_put_right(book, li_min):
    change(li_min, book, code="4300231131", last_number="00012305", note="补记")
    book.refresh_from_db()
    assert (str(book), book.size, book.note) == ("4300231131 00012301–00012305", 5, "补记")
    assert set(InvoicePaper.objects.values_list("code", flat=True)) == {"4300231131"}
    assert InvoicePaper.objects.count() == 5
    entry = AuditEntry.objects.about(book).get(verb="orders.invoice_book_changed")
    assert entry.changes["last_number"] == ["00012310", "00012305"]


def test_a_book_that_was_begun_keeps_its_numbers(book, li_min, sun_xiaoyan):
    spoil(li_min, book, "00012301")
    with refused("begun", "first_number"):
        change(li_min, book, last_number="00012305")
    with refused("received_late", "received_on"):
        change(li_min, book, received_on=TUESDAY)
    change(li_min, book, handed_by="财务部")
    assert InvoicePaper.objects.filter(fate="spoiled").count() == 1
    register(sun_xiaoyan, "00012311", "00012320")
    other = InvoiceBook.objects.get(first_number="00012311")
    with refused("overlap", "first_number"):
        change(sun_xiaoyan, other, first_number="00012310")
    with pytest.raises(NotAllowed):
        change(li_min, other, note="x")
