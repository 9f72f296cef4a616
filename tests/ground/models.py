"""A paper with states, versions and a history."""

from django.conf import settings
from django.db import models

from core.history import history
from core.locking import Versioned
from core.money import MoneyField
from core.search_text import SearchText

from .errand import Errand

__all__ = ["Errand", "Paper"]


class Paper(Versioned, SearchText):
    """Draft → verified → done; a draft or verified one can be cancelled."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        VERIFIED = "verified", "Verified"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Cancelled"

    MOVES = {
        Status.DRAFT: {Status.VERIFIED, Status.CANCELLED},
        Status.VERIFIED: {Status.DONE, Status.CANCELLED},
    }

    name = models.CharField(max_length=60)
    number = models.CharField(max_length=30, blank=True)
    amount = MoneyField(default=0)
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    verified_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    history = history()

    class Meta:
        app_label = "ground"

    def __str__(self) -> str:
        return self.name
