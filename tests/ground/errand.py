"""An errand: a noun that has nothing but its columns until it declares the rest."""

from typing import Any

from django.conf import settings
from django.db import models

from core.history import history
from core.locking import Versioned


class ErrandQuerySet(models.QuerySet["Errand"]):
    """Errands."""

    def visible_to(self, user: Any) -> "ErrandQuerySet":
        """Those of everybody, for whoever has a role."""
        return self if user.role_codes else self.none()


class Errand(Versioned):
    """Somebody is to fetch something by a day."""

    number = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=60)
    runner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    is_granted = models.BooleanField(default=False)
    is_done = models.BooleanField(default=False)

    objects = ErrandQuerySet.as_manager()
    history = history()

    class Meta:
        app_label = "ground"

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
