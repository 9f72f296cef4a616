"""Earlier versions of a document, kept row by row."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

Row = TypeVar("Row", bound=models.Model)


def history(**options: Any) -> HistoricalRecords:
    """``history = history()`` on a document keeps each saved version, who saved it and why."""
    options.setdefault("history_id_field", models.BigAutoField(_("version"), primary_key=True))
    options.setdefault(
        "history_change_reason_field",
        models.CharField(_("reason"), max_length=500, null=True, blank=True),
    )
    return HistoricalRecords(history_manager=_Versions, **options)


class _Versions(HistoryManager):
    """Its class for a kind of rows is made once and not with every version that is kept."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: Any, class_name: str | None = None) -> Any:
        return super().from_queryset(queryset_class, class_name)


def save(
    row: models.Model, *, actor: Any, at: datetime, reason: str = "", fields: Sequence[str] = ()
) -> None:
    """Save the row and sign the version that is kept of it."""
    sign(row, actor=actor, at=at, reason=reason)
    row.save(update_fields=list(fields) or None)
    unsign(row)


def sign(row: models.Model, *, actor: Any, at: datetime, reason: str = "") -> None:
    """Say who makes the next version, when and why."""
    row._history_user = actor if getattr(actor, "pk", None) else None  # type: ignore[attr-defined]
    row._history_date = at  # type: ignore[attr-defined]
    row._change_reason = reason[:500] or None  # type: ignore[attr-defined]


def unsign(row: models.Model) -> None:
    """Leave no signature behind for a later save by somebody else."""
    for name in ("_history_user", "_history_date", "_change_reason"):
        row.__dict__.pop(name, None)


def bulk(
    model: type[Row], rows: Sequence[Row], *, actor: Any, at: datetime, reason: str = ""
) -> list[Row]:
    """Insert many rows with their first version each, set-based: historical imports."""
    return bulk_create_with_history(
        list(rows),
        model,
        batch_size=1000,
        default_user=actor,
        default_date=at,
        default_change_reason=reason[:500] or None,
    )


def bulk_save(
    model: type[Row],
    rows: Sequence[Row],
    fields: Sequence[str],
    *,
    actor: Any,
    at: datetime,
    reason: str = "",
) -> int:
    """Update those fields of many rows with a version each, set-based."""
    return bulk_update_with_history(
        list(rows),
        model,
        list(fields),
        batch_size=1000,
        default_user=actor,
        default_date=at,
        default_change_reason=reason[:500] or None,
    )
