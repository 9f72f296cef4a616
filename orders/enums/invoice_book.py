"""Blank paper invoices, 空白发票: what becomes of each number of a book."""

from django.db import models
from django.utils.translation import pgettext_lazy

from .money import InvoiceKind

PAPER_KINDS = [InvoiceKind.PAPER_SPECIAL, InvoiceKind.PAPER_ORDINARY]
PAPER_KIND_CHOICES = [(kind.value, kind.label) for kind in PAPER_KINDS]


class PaperFate(models.TextChoices):
    """What is written down of a paper; that it was used is read off the invoices."""

    LEFT = "left", pgettext_lazy("paper", "Left")
    SPOILED = "spoiled", pgettext_lazy("paper", "Spoiled")
    HANDED_BACK = "handed_back", pgettext_lazy("paper", "Handed back")


class PaperStanding(models.TextChoices):
    """Where a paper stands; worked out, never stored."""

    LEFT = "left", pgettext_lazy("paper", "Left")
    SKIPPED = "skipped", pgettext_lazy("paper", "Skipped")
    USED = "used", pgettext_lazy("paper", "Used")
    VOIDED = "voided", pgettext_lazy("paper", "Used, voided")
    SPOILED = "spoiled", pgettext_lazy("paper", "Spoiled")
    HANDED_BACK = "handed_back", pgettext_lazy("paper", "Handed back")

    @property
    def tone(self) -> str:
        """A skipped one is asked for; what is gone is gone."""
        return STANDING_TONES[self.value]


STANDING_TONES = {
    "left": "wait",
    "skipped": "late",
    "used": "done",
    "voided": "void",
    "spoiled": "stop",
    "handed_back": "moving",
}


class BookStanding(models.TextChoices):
    """Whether a book has papers left; worked out, never stored."""

    IN_USE = "in_use", pgettext_lazy("book", "In use")
    USED_UP = "used_up", pgettext_lazy("book", "Used up")

    @property
    def tone(self) -> str:
        """How it is shown."""
        return {"in_use": "moving", "used_up": "done"}[self.value]
