"""Earlier versions of a document, kept row by row."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from core.database import copy_rows, update_rows

Row = TypeVar("Row", bound=models.Model)
AT_ONCE = 1000
CREATED, CHANGED = "+", "~"


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
    made = model._default_manager.bulk_create(list(rows), batch_size=AT_ONCE)
    _keep_versions(made, CREATED, actor=actor, at=at, reason=reason)
    return made


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
    if not rows:
        return 0
    found = [model._meta.get_field(name) for name in fields]
    values = ((row.pk, *_stored(row, found)) for row in rows)
    written = update_rows(model, list(fields), values, key=str(model._meta.pk.name))
    _keep_versions(rows, CHANGED, actor=actor, at=at, reason=reason)
    return written


def _keep_versions(
    rows: Sequence[Any], kind: str, *, actor: Any, at: datetime, reason: str
) -> None:
    if not rows:
        return
    versions = type(rows[0]).history.model
    tracked = versions.tracked_fields
    copy_rows(
        versions,
        [field.attname for field in tracked],
        (_stored(row, tracked) for row in rows),
        constants={
            "history_type": kind,
            "history_date": at,
            "history_user_id": getattr(actor, "pk", None),
            "history_change_reason": reason[:500] or None,
        },
    )


def _stored(row: models.Model, fields: Sequence[Any]) -> tuple[Any, ...]:
    return tuple([getattr(row, field.attname) for field in fields])
