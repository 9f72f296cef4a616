"""Entering an error once, and saying when it was corrected."""

from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _

from core import audit
from core.enums import Event
from core.errors import BusinessError
from core.hooks import Hook
from core.models import Correction
from core.rights import demand

# Run with ``correction``, ``actor`` and ``at``, within the entry's own transaction.
registered = Hook("core.correction_registered")


@transaction.atomic
def register(
    *,
    actor: Any,
    kind: str,
    cause: str,
    at: datetime,
    found_on: date,
    description: str = "",
    subject: models.Model | None = None,
    made_by: Any = None,
    found_by: Any = None,
    corrected_on: date | None = None,
    once: str = "",
) -> Correction:
    """Enter one error; who registers it is who found it unless said otherwise.

    The correction that was made after verification names itself in ``once`` and is entered once.
    Refuses days in the wrong order.
    """
    if not once:  # what a command enters of itself was asked by that command
        demand(actor, "core.register_correction", subject)
    if once and (known := Correction.objects.filter(once=once).first()):
        return known
    _check_days(found_on, corrected_on)
    row = Correction.objects.create(
        kind=kind,
        cause=cause,
        description=description.strip(),
        subject_type=ContentType.objects.get_for_model(subject) if subject else None,
        subject_id=subject.pk if subject else None,
        subject_text=str(subject)[:200] if subject else "",
        made_by=made_by,
        found_by=found_by or actor,
        found_on=found_on,
        corrected_on=corrected_on,
        registered_by=actor,
        registered_at=at,
        once=once,
    )
    audit.record(
        actor=actor, verb=Event.CORRECTION_REGISTERED, subject=row, at=at, reason=row.description
    )
    registered.run(correction=row, actor=actor, at=at)
    return row


@transaction.atomic
def settle(*, actor: Any, correction: Correction, corrected_on: date, at: datetime) -> Correction:
    """Say when it was corrected; refuses what was corrected already."""
    demand(actor, "core.register_correction", correction)
    row = Correction.objects.select_for_update().get(pk=correction.pk)
    if row.corrected_on:
        raise BusinessError(_("It has been corrected already."), code="corrected")
    _check_days(row.found_on, corrected_on)
    row.corrected_on = corrected_on
    row.save(update_fields=["corrected_on"])
    audit.record(
        actor=actor,
        verb=Event.CORRECTION_SETTLED,
        subject=row,
        at=at,
        changes={"corrected_on": (None, corrected_on)},
    )
    return row


def _check_days(found_on: date, corrected_on: date | None) -> None:
    if corrected_on and corrected_on < found_on:
        raise BusinessError(
            _("It cannot be corrected before it was found."), field="corrected_on", code="order"
        )
