"""Who did a thing and when: the two columns that stand side by side on most documents."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def by_person(label: Any) -> "models.ForeignKey[Any, Any]":
    """``released_by = by_person(_("released by"))``: empty until it has happened, and kept."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )


def at_moment(label: Any) -> "models.DateTimeField[Any, Any]":
    """``released_at = at_moment(_("released at"))``: empty until it has happened."""
    return models.DateTimeField(label, null=True, blank=True)


class Created(models.Model):
    """Made by a person at a moment."""

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        abstract = True
