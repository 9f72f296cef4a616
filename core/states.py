"""The one function that moves a record from state to state."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.utils.translation import gettext as _

from core import audit, history
from core.errors import BusinessError

Moves = Mapping[str, "set[str] | frozenset[str]"]


def move(
    subject: models.Model,
    to: str,
    *,
    actor: Any,
    at: datetime,
    reason: str = "",
    verb: str = "",
    locked: bool = False,
    **changes: Any,
) -> None:
    """Move the record to a state its table of ``MOVES`` allows, and keep who, when and why.

    The row is read again under a lock first, unless the caller holds it (``locked=True``); what
    the caller changed on the instance is then lost, so further changes are named here. Stamps
    ``<to>_by`` and ``<to>_at`` where the model has them, saves those fields only, and writes one
    audit entry (``verb``, by default the new state). Refuses any other move, naming both states.
    Must run inside a transaction.
    """
    model = type(subject)
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A state moves inside a transaction.")
    if not locked:
        subject.refresh_from_db(from_queryset=model._base_manager.select_for_update(of=("self",)))
    before = subject.status  # type: ignore[attr-defined]
    target = to.value if isinstance(to, Enum) else to
    _check(subject, before, target)

    kept = {name: getattr(subject, name) for name in changes}
    written = {**_stamps(model, target, actor, at), **changes, "status": target}
    for name, value in written.items():
        setattr(subject, name, value)
    history.sign(subject, actor=actor, at=at, reason=reason)
    subject.save(update_fields=[*written, *_automatic(model)])
    history.unsign(subject)

    audit.record(
        actor=actor,
        verb=verb or target,
        subject=subject,
        at=at,
        changes={"status": [before, target], **audit.difference(kept, changes)},
        reason=reason,
    )


def can_move(subject: models.Model, to: str) -> bool:
    """Whether the table allows the move from where the record stands."""
    return to in subject.MOVES.get(subject.status, ())  # type: ignore[attr-defined]


def other_person(actor: Any, maker: Any, *, sentence: str = "") -> None:
    """Two pairs of eyes: refuse when the maker would check their own work."""
    if actor is not None and maker is not None and actor.pk == maker.pk:
        raise BusinessError(
            sentence or _("Somebody other than its maker has to do this."), code="two_pairs"
        )


def label(model: type[models.Model], status: str) -> str:
    """The state as the reader knows it."""
    field = model._meta.get_field("status")
    return str(dict(field.flatchoices).get(status, status))  # type: ignore[union-attr]


def _check(subject: models.Model, before: str, to: str) -> None:
    if can_move(subject, to):
        return
    model = type(subject)
    if before == to:
        sentence = _("%(record)s is already “%(state)s”.")
    else:
        sentence = _("%(record)s is “%(state)s” and cannot become “%(to)s”.")
    raise BusinessError(
        sentence % {"record": subject, "state": label(model, before), "to": label(model, to)},
        code="illegal_move",
    )


def _stamps(model: type[models.Model], to: str, actor: Any, at: datetime) -> dict[str, Any]:
    stamps = {}
    for name, value in ((f"{to}_by", actor), (f"{to}_at", at)):
        try:
            model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        stamps[name] = value
    return stamps


def _automatic(model: type[models.Model]) -> list[str]:
    """Fields such as ``updated_at`` that a save with named fields would leave behind."""
    return [
        field.name for field in model._meta.concrete_fields if getattr(field, "auto_now", False)
    ]
