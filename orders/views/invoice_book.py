"""Blank paper invoices: the books, one book, and where its papers went."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from core.ui import (
    ActionPage,
    Column,
    CreatePage,
    DetailPage,
    EditPage,
    Figure,
    ListPage,
    Section,
    Tab,
)
from orders.enums import PAPER_KIND_CHOICES, BookStanding, PaperFate
from orders.forms.invoice_book import (
    InvoiceBookChangeForm,
    InvoiceBookForm,
    InvoiceBookHandOnForm,
    PapersHandBackForm,
    PapersRestoreForm,
    PapersSpoilForm,
)
from orders.lists.invoice_book import (
    BookTransferList,
    InvoiceBookList,
    InvoicePaperList,
    PapersOfBookList,
)
from orders.models import InvoiceBook
from orders.selectors.invoice_books import (
    BOOK_STANDING,
    in_words,
    invoice_keepers,
    numbers_left,
    numbers_skipped,
    runs_of,
    tally_of,
)
from orders.services import (
    invoice_book_change,
    invoice_book_hand_on,
    invoice_book_register,
    invoice_papers_hand_back,
    invoice_papers_restore,
    invoice_papers_spoil,
)

SHOWN_RUNS = 12


class InvoiceBookListPage(ListPage):
    """The custody book."""

    list_class = InvoiceBookList
    permission = "orders.view_invoicebook"
    create = "orders:invoice_book_create"
    opens = "use"


class InvoicePaperListPage(ListPage):
    """Number by number."""

    list_class = InvoicePaperList
    permission = "orders.view_invoicebook"


class InvoiceBookCreatePage(CreatePage):
    """A book came."""

    model = InvoiceBook
    form_class = InvoiceBookForm
    service = invoice_book_register
    permission = "orders.register_invoicebook"
    title = gettext_lazy("Register a blank invoice book")

    def initial(self) -> dict[str, Any]:
        """Today, into one's own keeping."""
        return {"received_on": self.today, "keeper": self.request.user.pk}

    def message(self, record: InvoiceBook) -> str:
        return ngettext(
            "The book is registered: %(size)d paper.",
            "The book is registered: %(size)d papers.",
            record.size,
        ) % {"size": record.size}


class InvoiceBookEditPage(EditPage):
    """Something was typed wrongly."""

    model = InvoiceBook
    form_class = InvoiceBookChangeForm
    service = invoice_book_change
    permission = "orders.change_invoicebook"


class PapersAction(ActionPage):
    """Begins with today, and with numbers it may be about."""

    model = InvoiceBook

    def initial(self) -> dict[str, Any]:
        """Today, and the next number."""
        return {"on": self.today, "first_number": tally_of(self.record).next_number}

    @classmethod
    def why_not(cls, record: InvoiceBook, user: Any = None) -> str:
        return "" if tally_of(record).left else _("No paper of it is left.")


class InvoiceBookSpoilPage(PapersAction):
    """Papers were spoiled while blank."""

    service = invoice_papers_spoil
    permission = "orders.spoil_invoicebook"
    label = gettext_lazy("Note as spoiled")
    form_class = PapersSpoilForm


class InvoiceBookHandBackPage(PapersAction):
    """Papers went back to finance or the tax office."""

    service = invoice_papers_hand_back
    permission = "orders.hand_back_invoicebook"
    label = gettext_lazy("Hand back")
    form_class = PapersHandBackForm

    def initial(self) -> dict[str, Any]:
        """Today, and the end of the book that nobody used."""
        runs = runs_of(numbers_left(self.record))
        first, last = runs[-1] if runs else ("", "")
        return {"on": self.today, "first_number": first, "last_number": last}


class InvoiceBookRestorePage(PapersAction):
    """It was entered in error."""

    service = invoice_papers_restore
    permission = "orders.restore_invoicebook"
    label = gettext_lazy("Put back")
    form_class = PapersRestoreForm

    def initial(self) -> dict[str, Any]:
        """What was entered last."""
        gone = self.record.papers.exclude(fate=PaperFate.LEFT)
        last = gone.order_by("-gone_at", "number").first()
        return {"first_number": last.number} if last else {}

    @classmethod
    def button(cls, record: Any, user: Any) -> dict[str, Any] | None:
        """Stands there only when there is something to put back."""
        return None if cls.why_not(record, user) else super().button(record, user)

    @classmethod
    def why_not(cls, record: InvoiceBook, user: Any = None) -> str:
        gone = record.papers.exclude(fate=PaperFate.LEFT).exists()
        return "" if gone else _("No paper of it was spoiled or handed back.")


class InvoiceBookHandOnPage(ActionPage):
    """Somebody else keeps it from now on."""

    model = InvoiceBook
    service = invoice_book_hand_on
    permission = "orders.hand_on_invoicebook"
    label = gettext_lazy("Hand on")
    form_class = InvoiceBookHandOnForm
    done = gettext_lazy("The book is handed on; its new keeper is told.")

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"on": self.today}

    @classmethod
    def why_not(cls, record: InvoiceBook, user: Any = None) -> str:
        others = invoice_keepers().exclude(pk=record.keeper_id).exists()
        return "" if others else _("Nobody else keeps invoices.")


actions = [
    InvoiceBookSpoilPage,
    InvoiceBookHandBackPage,
    InvoiceBookHandOnPage,
    InvoiceBookRestorePage,
]


class InvoiceBookDetailPage(DetailPage):
    """One book."""

    model = InvoiceBook
    permission = "orders.view_invoicebook"
    actions = actions
    sections = [
        Section(
            gettext_lazy("Blank invoice book"),
            [
                Column(
                    "standing",
                    gettext_lazy("Status"),
                    kind="state",
                    choices=BookStanding,
                    expression=BOOK_STANDING,
                ),
                Column("kind", gettext_lazy("Kind"), kind="choice", choices=PAPER_KIND_CHOICES),
                Column("code", gettext_lazy("Invoice code"), kind="code"),
                Column("first_number", gettext_lazy("First number"), kind="code"),
                Column("last_number", gettext_lazy("Last number"), kind="code"),
                Column("keeper__full_name", gettext_lazy("Keeper")),
                Column("received_on", pgettext_lazy("book", "Received on"), kind="date"),
                Column("handed_by", gettext_lazy("Handed over by")),
                Column("note", gettext_lazy("Note")),
            ],
        )
    ]
    tabs = [
        Tab("papers", gettext_lazy("Number by number"), list_class=PapersOfBookList, by="book"),
        Tab("keepers", gettext_lazy("Keepers"), list_class=BookTransferList, by="book"),
    ]

    def context(self, record: InvoiceBook) -> dict[str, Any]:
        """The numbers that were passed over."""
        runs = in_words(runs_of(numbers_skipped(record)))
        return {"skipped": runs[:SHOWN_RUNS], "skipped_more": len(runs) > SHOWN_RUNS}

    def figures(self, record: InvoiceBook) -> Sequence[Figure]:
        """How the papers divide."""
        tally = tally_of(record)
        listed = f"{reverse('orders:invoice_paper_list')}?book={record.pk}"
        void = _("of these void: %(count)d") % {"count": tally.voided} if tally.voided else ""
        next_number = (
            _("next %(number)s") % {"number": tally.next_number} if tally.next_number else ""
        )
        return [
            Figure(pgettext_lazy("book", "Papers"), record.size, kind="int", url=listed),
            Figure(pgettext_lazy("paper", "Used"), tally.used, kind="int", note=void),
            Figure(pgettext_lazy("paper", "Spoiled"), tally.spoiled, kind="int"),
            Figure(pgettext_lazy("paper", "Handed back"), tally.handed_back, kind="int"),
            Figure(pgettext_lazy("paper", "Left"), tally.left, kind="int", note=next_number),
        ]


pages = [
    InvoiceBookListPage,
    InvoicePaperListPage,
    InvoiceBookCreatePage,
    InvoiceBookDetailPage,
    InvoiceBookEditPage,
    *actions,
]
