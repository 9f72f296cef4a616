"""Two people, one record: the second save of a stale page is refused."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import StaleSave

Row = TypeVar("Row", bound=models.Model)


class Versioned(models.Model):
    """Counts its saves; a form carries the count it was opened with."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if not self._state.adding:
            self.version += 1
            if update_fields is not None:
                update_fields = {*update_fields, "version"}
        super().save(*args, update_fields=update_fields, **kwargs)


def locked(
    rows: type[Row] | models.QuerySet[Row], pk: Any, seen_version: int | str | None = None
) -> Row:
    """The row, locked until the transaction ends.

    Raises DoesNotExist for a row that is not among ``rows``, and StaleSave, with the row as it
    stands in ``current``, when it was saved after the page with ``seen_version`` was opened.
    """
    queryset = rows if isinstance(rows, models.QuerySet) else rows._default_manager.all()
    row = queryset.select_for_update(of=("self",)).get(pk=pk)
    if seen_version not in (None, "") and str(getattr(row, "version", "")) != str(seen_version):
        refusal = StaleSave(
            gettext("%(record)s was saved by somebody else after you opened it.") % {"record": row}
        )
        refusal.current = row
        raise refusal
    return row
