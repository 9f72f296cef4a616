"""When a correction after verification asks whether it was an error."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from core import audit
from core.enums import Event
from core.errors import BusinessError, Sentence
from core.models import AuditEntry, Correction
from core.rights import demand

from .panel import show_on


@dataclass(frozen=True)
class Occasion:
    """Something that was put right on records of one kind, and what an entry would begin with.

    ``facts`` answers some of ``made_by``, ``description``, ``cause``.
    """

    key: str
    question: Sentence
    kind: str
    happened: Callable[[Any], bool]
    facts: Callable[[Any], dict[str, Any]]

    def name_for(self, record: models.Model) -> str:
        """The occasion as a correction keeps it: entered once."""
        return f"{record._meta.label_lower}:{record.pk}:{self.key}"


_occasions: dict[str, list[Occasion]] = {}


def occasion(
    label: str,
    key: str,
    question: Sentence,
    *,
    kind: str,
    happened: Callable[[Any], bool],
    facts: Callable[[Any], dict[str, Any]],
) -> None:
    """On records of ``app.Model`` to which this happened an entry in the register is offered."""
    known = _occasions.setdefault(label.lower(), [])
    known[:] = [each for each in known if each.key != key]
    known.append(Occasion(key, question, kind, happened, facts))
    show_on(label, offered)


def offered(record: models.Model) -> Occasion | None:
    """What happened to the record, is not in the register and was not said to be no error; what
    was brought in finished asks nothing."""
    if getattr(record, "is_historical", False):
        return None
    for each in _occasions.get(record._meta.label_lower, ()):
        if each.happened(record):
            name = each.name_for(record)
            is_answered = Correction.objects.filter(once=name).exists() or _denied(record, name)
            return None if is_answered else each
    return None


@transaction.atomic
def deny(*, actor: Any, subject: models.Model, at: datetime) -> None:
    """Say that what happened to the record was no error: it is not asked again.

    The answer stands in the trail alone. Refuses where nothing is asked, or no more.
    """
    demand(actor, "core.register_correction", subject)
    offer = offered(subject)
    if offer is None:
        raise BusinessError(_("Nothing is asked about this record any more."), code="answered")
    name = offer.name_for(subject)
    audit.record(actor=actor, verb=Event.CORRECTION_DENIED, subject=subject, at=at, batch=name)


def _denied(record: models.Model, name: str) -> bool:
    said = AuditEntry.objects.about(record).filter(verb=Event.CORRECTION_DENIED, batch=name)
    return said.exists()
