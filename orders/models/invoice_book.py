"""The custody book for blank paper invoices, 空白发票领用簿."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.selectors import narrow
from core.history import history
from core.locking import Versioned
from core.stamps import Created, at_moment, by_person
from orders.enums import PAPER_KIND_CHOICES, InvoiceKind, PaperFate

if TYPE_CHECKING:
    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL
MOST_PAPERS = 1000


class InvoiceBookQuerySet(models.QuerySet["InvoiceBook"]):
    """Books by who may see them."""

    def visible_to(self, user: "User") -> "InvoiceBookQuerySet":
        """All of them for the office, one's own for others."""
        return narrow(self, user, own="keeper")


class InvoiceBook(Versioned, Created):
    """A book of blank paper invoices: one code, a run of numbers, one keeper.

    Numbers are texts of eight digits, so that they sort as they count. What was used of it is read
    off the invoices and never typed a second time.
    """

    kind = models.CharField(
        _("kind"), max_length=20, choices=PAPER_KIND_CHOICES, default=InvoiceKind.PAPER_SPECIAL
    )
    code = models.CharField(_("invoice code"), max_length=12)
    first_number = models.CharField(_("first number"), max_length=8)
    last_number = models.CharField(_("last number"), max_length=8)
    size = models.PositiveIntegerField(_("number of papers"))
    keeper = models.ForeignKey(
        PEOPLE, verbose_name=_("keeper"), on_delete=models.PROTECT, related_name="+"
    )
    received_on = models.DateField(pgettext_lazy("book", "received on"))
    handed_by = models.CharField(_("handed over by"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = InvoiceBookQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("blank invoice book")
        verbose_name_plural = _("blank invoice books")
        ordering = ["-received_on", "-id"]
        indexes = [
            models.Index(fields=["received_on", "id"], name="orders_book_received_on"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "first_number"], name="orders_book_begins_once"
            ),
            models.CheckConstraint(
                condition=Q(first_number__lte=F("last_number")), name="orders_book_run"
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=MOST_PAPERS), name="orders_book_size"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.first_number}–{self.last_number}"


class InvoicePaperQuerySet(models.QuerySet["InvoicePaper"]):
    """Papers by who may see their book."""

    def visible_to(self, user: "User") -> "InvoicePaperQuerySet":
        """All of them for the office, those of one's own books for others."""
        return narrow(self, user, own="book__keeper")


class InvoicePaper(models.Model):
    """One number of a book. No number of a code lies in two books: the database sees to it."""

    book = models.ForeignKey(
        InvoiceBook,
        verbose_name=_("blank invoice book"),
        on_delete=models.PROTECT,
        related_name="papers",
    )
    code = models.CharField(_("invoice code"), max_length=12)
    number = models.CharField(_("invoice number"), max_length=8)
    fate = models.CharField(_("fate"), max_length=20, choices=PaperFate, default=PaperFate.LEFT)
    gone_on = models.DateField(_("spoiled or handed back on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    gone_by = by_person(_("entered by"))
    gone_at = at_moment(_("entered at"))

    objects = InvoicePaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("blank invoice")
        verbose_name_plural = _("blank invoices")
        ordering = ["code", "number"]
        indexes = [models.Index(fields=["book", "fate"], name="orders_paper_fate")]
        constraints = [
            models.UniqueConstraint(fields=["code", "number"], name="orders_paper_once"),
            models.CheckConstraint(
                condition=Q(fate=PaperFate.LEFT, gone_on=None)
                | ~Q(fate=PaperFate.LEFT) & Q(gone_on__isnull=False),
                name="orders_paper_gone_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(fate=PaperFate.SPOILED) | ~Q(reason=""),
                name="orders_paper_spoiled_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"


class BookTransferQuerySet(models.QuerySet["BookTransfer"]):
    """Transfers by who may see their book."""

    def visible_to(self, user: "User") -> "BookTransferQuerySet":
        """All of them for the office, those of one's own books for others."""
        return narrow(self, user, own="book__keeper")


class BookTransfer(Created):
    """A book went from one keeper to another, 移交."""

    book = models.ForeignKey(
        InvoiceBook,
        verbose_name=_("blank invoice book"),
        on_delete=models.PROTECT,
        related_name="transfers",
    )
    giver = models.ForeignKey(
        PEOPLE, verbose_name=_("handed on by"), on_delete=models.PROTECT, related_name="+"
    )
    taker = models.ForeignKey(
        PEOPLE, verbose_name=_("handed on to"), on_delete=models.PROTECT, related_name="+"
    )
    handed_on = models.DateField(_("handed on"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = BookTransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("custody transfer")
        verbose_name_plural = _("custody transfers")
        ordering = ["-handed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(giver=F("taker")), name="orders_transfer_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book} · {self.handed_on:%Y-%m-%d} · {self.pk}"
