"""What can be asked for: each app declares its kinds, and what a flow may look at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from approvals.enums import Scope, SignerKind
from core.errors import Sentence

Facts = Callable[[Any, Any], Sequence[tuple[Sentence, Any]]]


@dataclass(frozen=True)
class Condition:
    """A field of the record a step may look at; its value comes with the request.

    ``words`` are the values it can have, each with its word; none where it is a number or a text.
    """

    key: str
    label: Sentence
    words: Sequence[tuple[str, Sentence]] = ()

    def code_of(self, said: str) -> str | None:
        """The value meant by a value or its word; None where it can be no such thing."""
        if not self.words:
            return said
        meant = {str(word).lower(): code for code, word in self.words}
        meant |= {code.lower(): code for code, _word in self.words}
        return meant.get(said.strip().lower())


@dataclass(frozen=True)
class DefaultStep:
    """A step of the flow a fresh company begins with."""

    name: str
    signer: str = SignerKind.ROLE
    role: str = ""
    scope: str = Scope.ALL
    over_amount: Any = None
    hours: int | None = 8
    field: str = ""
    comparison: str = ""
    value: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of request."""

    code: str
    title: Sentence
    model: type[models.Model] | None = None
    permission: str = ""
    fields: Sequence[Condition] = ()
    summary: Facts | None = None
    steps: Sequence[DefaultStep] = field(default_factory=tuple)

    @property
    def label(self) -> str:
        """The model's name as registries know it."""
        return self.model._meta.label if self.model is not None else ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The fields a step may look at."""
        return [(each.key, str(each.label)) for each in self.fields]

    def condition(self, key: str) -> Condition | None:
        """The field of that key, if a step of this kind may look at it."""
        return next((each for each in self.fields if each.key == key), None)


_kinds: dict[str, Kind] = {}
_told: list[Callable[[Kind], Any]] = []


def declare(
    code: str,
    title: Sentence,
    *,
    model: type[models.Model],
    permission: str,
    fields: Sequence[Condition] = (),
    summary: Facts | None = None,
    steps: Sequence[DefaultStep] = (),
) -> Kind:
    """Let requests of this kind be made about records of ``model``.

    ``permission`` says which leaders may read requests of others; ``summary(subject, user)`` gives
    the labelled facts a signer decides by; ``steps`` is the flow a fresh company begins with.
    """
    kind = Kind(code, title, model, permission, fields, summary, tuple(steps))
    _kinds[code] = kind
    for told in _told:
        told(kind)
    return kind


def on_declared(told: Callable[[Kind], Any]) -> None:
    """Tell of every kind, those declared before included."""
    _told.append(told)
    for kind in _kinds.values():
        told(kind)


def find(code: str) -> Kind:
    """The kind of that code; a bare one when the app that declared it is gone."""
    return _kinds.get(code) or Kind(code, code)


def all_kinds() -> dict[str, Kind]:
    """Every kind by its code."""
    return dict(_kinds)


def kind_choices() -> list[tuple[str, str]]:
    """Every kind for a form."""
    return [(kind.code, str(kind.title)) for kind in _kinds.values()]
