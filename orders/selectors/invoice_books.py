"""What became of the papers of a book: counted from the invoices, and what was written down.

The expressions stand in lists as they stand in figures: one place says what is left, which number
comes next and what was skipped.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from accounts.enums import RoleCode
from accounts.models import User, UserQuerySet
from orders.enums import BookStanding, InvoiceStatus, PaperFate, PaperStanding
from orders.models import Invoice, InvoiceBook, InvoicePaper

NUMBERED = ~Q(number="")  # what the unique index of invoices covers
# Who issues invoices keeps the papers they are written on.
KEEPERS = (RoleCode.ASSISTANT, RoleCode.SUPERVISOR, RoleCode.FINANCE)


def invoice_keepers() -> UserQuerySet:
    """The people who may keep blank invoices, by name."""
    return User.objects.with_role(*KEEPERS).order_by("full_name")


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many of those rows belong to the outer one."""
    counted = rows.order_by().values(by).annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _invoices_of_book() -> QuerySet[Invoice]:
    """Those whose number lies in the outer book."""
    return Invoice.objects.filter(
        NUMBERED,
        code=OuterRef("code"),
        number__gte=OuterRef("first_number"),
        number__lte=OuterRef("last_number"),
    )


def _papers(fate: PaperFate) -> QuerySet[InvoicePaper]:
    """Those of the outer book about which that is written down."""
    return InvoicePaper.objects.filter(book=OuterRef("pk"), fate=fate)


def invoices_of_paper(*, user: User | None = None) -> QuerySet[Invoice]:
    """The invoice, if there is one, that bears the number of the outer paper; with ``user``, if
    that person may see it.
    """
    invoices = Invoice.objects.all() if user is None else Invoice.objects.visible_to(user)
    return invoices.filter(NUMBERED, code=OuterRef("code"), number=OuterRef("number"))


def _later_invoices() -> QuerySet[Invoice]:
    """Invoices on papers of the same book after the outer one."""
    return Invoice.objects.filter(
        NUMBERED,
        code=OuterRef("code"),
        number__gt=OuterRef("number"),
        number__lte=OuterRef("book__last_number"),
    )


def papers_left() -> QuerySet[InvoicePaper]:
    """Papers that can still become an invoice."""
    return InvoicePaper.objects.filter(~Exists(invoices_of_paper()), fate=PaperFate.LEFT)


def papers_skipped() -> QuerySet[InvoicePaper]:
    """Of these, those that lie below a number already used."""
    return papers_left().filter(Exists(_later_invoices()))


USED = _count(_invoices_of_book(), "code")
VOIDED = _count(_invoices_of_book().filter(status=InvoiceStatus.VOIDED), "code")
SPOILED = _count(_papers(PaperFate.SPOILED), "book")
HANDED_BACK = _count(_papers(PaperFate.HANDED_BACK), "book")
LEFT = ExpressionWrapper(F("size") - USED - SPOILED - HANDED_BACK, output_field=IntegerField())
SKIPPED = _count(papers_skipped().filter(book=OuterRef("pk")), "book")
NEXT_NUMBER = Subquery(
    papers_left().filter(book=OuterRef("pk")).order_by("number").values("number")[:1],
    output_field=CharField(),
)
BOOK_STANDING = Case(
    When(GreaterThan(LEFT, 0), then=Value(BookStanding.IN_USE.value)),
    default=Value(BookStanding.USED_UP.value),
    output_field=CharField(),
)
STANDING = Case(
    When(fate=PaperFate.SPOILED, then=Value(PaperStanding.SPOILED.value)),
    When(fate=PaperFate.HANDED_BACK, then=Value(PaperStanding.HANDED_BACK.value)),
    When(
        Exists(invoices_of_paper().filter(status=InvoiceStatus.VOIDED)),
        then=Value(PaperStanding.VOIDED.value),
    ),
    When(Exists(invoices_of_paper()), then=Value(PaperStanding.USED.value)),
    When(Exists(_later_invoices()), then=Value(PaperStanding.SKIPPED.value)),
    default=Value(PaperStanding.LEFT.value),
    output_field=CharField(),
)


class Tally(NamedTuple):
    """How the papers of a book divide, and which number comes next."""

    used: int
    voided: int
    spoiled: int
    handed_back: int
    left: int
    next_number: str


def tally_of(book: InvoiceBook) -> Tally:
    """The same for one book, in one query."""
    row = InvoiceBook.objects.filter(pk=book.pk).values_list(
        USED, VOIDED, SPOILED, HANDED_BACK, LEFT, Coalesce(NEXT_NUMBER, Value(""))
    )
    return Tally(*row.get())


def numbers_left(book: InvoiceBook) -> list[str]:
    """The numbers that can still become an invoice."""
    return _numbers(papers_left(), book)


def numbers_skipped(book: InvoiceBook) -> list[str]:
    """The numbers that were passed over."""
    return _numbers(papers_skipped(), book)


def _numbers(papers: QuerySet[InvoicePaper], book: InvoiceBook) -> list[str]:
    rows = papers.filter(book=book).order_by("number")
    return list(rows.values_list("number", flat=True))


def runs_of(numbers: Iterable[str]) -> list[tuple[str, str]]:
    """Numbers in ascending order as runs from one to another."""
    runs: list[tuple[str, str]] = []
    for number in numbers:
        if runs and int(number) == int(runs[-1][1]) + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def in_words(runs: Sequence[tuple[str, str]]) -> list[str]:
    """Runs as people write them."""
    return [first if first == last else f"{first}–{last}" for first, last in runs]


def next_paper(keeper: User, kind: str) -> InvoicePaper | None:
    """The paper a person would take next: the oldest own book of that kind, its smallest number."""
    mine = papers_left().filter(book__keeper=keeper, book__kind=kind)
    return mine.order_by("book__received_on", "book", "number").first()


class Whereabouts(NamedTuple):
    """What the custody book says about a number that is being typed."""

    is_known: bool  # some book has this code
    book: InvoiceBook | None  # and this one has the number


def whereabouts(code: str, number: str) -> Whereabouts:
    """Whether books are kept for the code, and the one that holds the number."""
    books = InvoiceBook.objects.filter(code=code)
    book = books.filter(first_number__lte=number, last_number__gte=number).first()
    return Whereabouts(book is not None or books.exists(), book)
