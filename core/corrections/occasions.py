"""When a correction after verification asks whether it was an error."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from core.errors import Sentence
from core.models import Correction

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
    """What happened to the record and is not in the register; what was brought in finished asks
    nothing."""
    if getattr(record, "is_historical", False):
        return None
    for each in _occasions.get(record._meta.label_lower, ()):
        if each.happened(record):
            entered = Correction.objects.filter(once=each.name_for(record))
            return None if entered.exists() else each
    return None
