"""The custody book of blank paper invoices 空白发票领用簿, and the papers one by one."""

from dataclasses import replace
from typing import Any

from django.db.models import Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from core.ui import (
    ChoiceFilter,
    Column,
    ConditionFilter,
    DateFilter,
    Mark,
    ModelFilter,
    RecordList,
    TextFilter,
    View,
)
from orders.enums import PAPER_KIND_CHOICES, BookStanding, PaperStanding
from orders.models import BookTransfer, InvoiceBook, InvoicePaper
from orders.selectors.invoice_books import (
    BOOK_STANDING,
    HANDED_BACK,
    LEFT,
    NEXT_NUMBER,
    SKIPPED,
    SPOILED,
    STANDING,
    USED,
    VOIDED,
    invoices_of_paper,
)


def skipped_mark(skipped: int | None, *, today: Any) -> Mark | None:
    """Papers that were passed over."""
    return Mark("late", _("skipped")) if skipped else None


class InvoiceBookList(RecordList):
    """Books of blank paper invoices: how many papers were used, and how many are left."""

    name = "invoice_books"
    model = InvoiceBook
    title = gettext_lazy("Blank invoice books")
    basis = gettext_lazy("Basis: used is counted from the invoices registered; void ones used too")
    unit = pgettext_lazy("unit", "books")
    columns = [
        Column("code", gettext_lazy("Invoice code"), kind="code", link=True, phone=3),
        Column("first_number", gettext_lazy("First number"), kind="code", phone=1),
        Column("last_number", gettext_lazy("Last number"), kind="code"),
        Column("kind", gettext_lazy("Kind"), kind="choice", choices=PAPER_KIND_CHOICES),
        Column("keeper__full_name", gettext_lazy("Keeper"), phone=5),
        Column("received_on", pgettext_lazy("book", "Received on"), kind="date", indexed=True),
        Column("size", pgettext_lazy("book", "Papers"), kind="int", total=True),
        Column("used", pgettext_lazy("paper", "Used"), kind="int", total=True, expression=USED),
        Column(
            "voided",
            gettext_lazy("Of these void"),
            kind="int",
            total=True,
            expression=VOIDED,
            hidden=True,
        ),
        Column(
            "spoiled",
            pgettext_lazy("paper", "Spoiled"),
            kind="int",
            total=True,
            expression=SPOILED,
        ),
        Column(
            "handed_back",
            pgettext_lazy("paper", "Handed back"),
            kind="int",
            total=True,
            expression=HANDED_BACK,
        ),
        Column(
            "left",
            pgettext_lazy("paper", "Left"),
            kind="int",
            total=True,
            expression=LEFT,
            phone=2,
        ),
        Column("next_number", gettext_lazy("Next number"), kind="code", expression=NEXT_NUMBER),
        Column(
            "skipped",
            pgettext_lazy("paper", "Skipped"),
            kind="int",
            total=True,
            expression=SKIPPED,
            mark=skipped_mark,
            hint=gettext_lazy("Left, though a later number of the book was used"),
        ),
        Column(
            "standing",
            gettext_lazy("Status"),
            kind="state",
            choices=BookStanding,
            expression=BOOK_STANDING,
            phone=4,
        ),
        Column("handed_by", gettext_lazy("Handed over by"), clip=True, hidden=True),
        Column("note", gettext_lazy("Note"), clip=True, hidden=True),
    ]
    filters = [
        ModelFilter("keeper", gettext_lazy("Keeper"), model=User),
        TextFilter("code", gettext_lazy("Invoice code")),
        ChoiceFilter("kind", gettext_lazy("Kind"), choices=PAPER_KIND_CHOICES),
        DateFilter("received_on", pgettext_lazy("book", "Received on")),
        ConditionFilter(
            "has_left",
            gettext_lazy("Papers left"),
            path="left",
            condition=lambda _today: Q(left__gt=0),
        ),
        ConditionFilter(
            "has_skipped",
            gettext_lazy("Papers skipped"),
            path="skipped",
            condition=lambda _today: Q(skipped__gt=0),
        ),
    ]
    search = ["code", "first_number", "last_number", "keeper__full_name", "handed_by"]
    order_by = "-received_on"
    views = [
        View("use", pgettext_lazy("book", "In use"), "has_left=1", tone="wait"),
        View("skipped", gettext_lazy("Papers skipped"), "has_skipped=1", tone="late"),
        View("all", gettext_lazy("All"), ""),
    ]
    empty = gettext_lazy("Books of blank paper invoices stand here, from the day they come.")
    empty_action = "orders:invoice_book_create"


class InvoicePaperList(RecordList):
    """Each number of the books, and its fate."""

    name = "invoice_papers"
    model = InvoicePaper
    title = gettext_lazy("Blank invoices")
    basis = gettext_lazy("Each number of each book; used ones lead to their invoice")
    unit = pgettext_lazy("unit", "blank invoices")
    detail = "orders:invoice_detail"
    row_pk = "invoice_pk"
    columns = [
        Column("number", gettext_lazy("Invoice number"), kind="code", link=True, phone=1),
        Column("code", gettext_lazy("Invoice code"), kind="code", phone=3),
        Column(
            "standing",
            gettext_lazy("Status"),
            kind="state",
            choices=PaperStanding,
            expression=STANDING,
            phone=4,
        ),
        Column("application", gettext_lazy("Application"), kind="code"),
        Column("issued_on", gettext_lazy("Issued on"), kind="date"),
        Column("gone_on", gettext_lazy("Spoiled or handed back on"), kind="date"),
        Column("reason", gettext_lazy("Reason"), clip=True),
        Column("gone_by__full_name", gettext_lazy("Entered by")),
        Column("book__keeper__full_name", gettext_lazy("Keeper"), key="keeper_name"),
    ]
    filters = [
        ChoiceFilter("standing", gettext_lazy("Status"), choices=PaperStanding),
        ModelFilter("book", gettext_lazy("Blank invoice book"), model=InvoiceBook),
        ModelFilter("keeper", gettext_lazy("Keeper"), model=User, path="book__keeper"),
        TextFilter("code", gettext_lazy("Invoice code")),
        DateFilter("gone_on", gettext_lazy("Spoiled or handed back on")),
    ]
    search = ["number", "code", "reason"]
    order_by = "number"
    views = [
        View("skipped", pgettext_lazy("paper", "Skipped"), "standing=skipped", tone="late"),
        View("left", pgettext_lazy("paper", "Left"), "standing=left&standing=skipped"),
        View(
            "gone",
            gettext_lazy("Spoiled or handed back"),
            "standing=spoiled&standing=handed_back",
        ),
    ]
    empty = gettext_lazy("No paper fits.")

    def rows_for(self) -> Any:
        """What is told of an invoice is told to who may see it."""
        seen = invoices_of_paper(user=self.user)
        return (
            super()
            .rows_for()
            .annotate(
                invoice_pk=Subquery(seen.values("pk")[:1]),
                application=Subquery(seen.values("application_number")[:1]),
                issued_on=Subquery(seen.values("issued_on")[:1]),
            )
        )


class PapersOfBookList(InvoicePaperList):
    """The same on the page of their book, whose code and keeper stand there."""

    name = ""
    columns = [
        replace(column, phone=3) if column.key == "application" else column
        for column in InvoicePaperList.columns
        if column.key not in {"code", "keeper_name"}
    ]


class BookTransferList(RecordList):
    """Who had a book before."""

    model = BookTransfer
    title = gettext_lazy("Custody transfers")
    detail = ""
    order_by = "-handed_on"
    columns = [
        Column("handed_on", gettext_lazy("Handed on"), kind="date", phone=3),
        Column("giver__full_name", gettext_lazy("Handed on by"), phone=1),
        Column("taker__full_name", gettext_lazy("Handed on to"), phone=2),
        Column("note", gettext_lazy("Note"), clip=True),
        Column("created_by__full_name", gettext_lazy("Entered by")),
    ]
