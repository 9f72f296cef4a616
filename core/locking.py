"""Two people, one record: the second save of a stale page is refused."""

from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.errors import StaleSave

Row = TypeVar("Row", bound=models.Model)


class Versioned(models.Model):
    """A record whose ``version`` rises with each save by a service."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True


def locked(queryset: models.QuerySet[Row], pk: int, *, seen_version: int | None = None) -> Row:
    """The row under its lock; StaleSave when ``seen_version`` is no longer the version."""
    row = queryset.select_for_update().get(pk=pk)
    if seen_version is not None and getattr(row, "version", None) != seen_version:
        raise StaleSave(_("Somebody saved this record after you opened it. Nothing was saved."))
    return row
