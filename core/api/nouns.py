"""What the API knows: nouns read through a list, commands written by a service."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from core.errors import BusinessError, Sentence
from core.ui.lists import Column, RecordList
from core.ui.lists.columns import field_of

from .bodies import Body


@dataclass(frozen=True)
class Call:
    """One call of a command: who, when, and the record of the address."""

    user: Any
    today: datetime.date
    now: datetime.datetime
    record: Any = None


@dataclass(frozen=True)
class Command:
    """A write: ``name`` is '' for making or changing the noun itself."""

    noun: str
    name: str
    body: type[Body]
    permission: str
    on_record: bool
    perform: Callable[[Call, Any], Model]

    @property
    def path(self) -> str:
        """Below the API's own address."""
        record = "/{pk}" if self.on_record else ""
        return f"/{self.noun}{record}" + (f"/{self.name}" if self.name else "")

    @property
    def method(self) -> str:
        return "PATCH" if self.on_record and not self.name else "POST"

    @property
    def title(self) -> str:
        """The first line of what it says about itself."""
        return (self.perform.__doc__ or self.name).strip().splitlines()[0]


@dataclass(frozen=True)
class Noun:
    """A list as the API reads it; ``refs`` are foreign keys told by their id."""

    name: str
    list_class: type[RecordList]
    permission: str
    refs: Sequence[str] = ()
    commands: list[Command] = field(default_factory=list)

    @property
    def model(self) -> type[Model]:
        return self.list_class.model

    @property
    def label(self) -> Sentence:
        return self.list_class.title

    def columns(self, listing: Any = None) -> list[Column]:
        """What is told of a row: with a listing, what its reader may see."""
        shown = self.list_class.columns if listing is None else listing.allowed
        return [column for column in shown if column.kind != "bars" and column.key != "id"]

    @property
    def ids(self) -> dict[str, str]:
        """Keys of the row that hold ids and versions, with their paths."""
        found = {f"{ref}_id".replace("__", "_"): f"{ref}_id" for ref in self.refs}
        if field_of(self.model, "version")[0] is not None:
            found["version"] = "version"
        return found


_nouns: dict[str, Noun] = {}


def noun(
    name: str, list_class: type[RecordList], permission: str, *, refs: Sequence[str] = ()
) -> Noun:
    """Let other programs read the rows of a list: ``GET /name`` and ``GET /name/{id}``."""
    made = Noun(name, list_class, permission, refs)
    _nouns[name] = made
    return made


Perform = Callable[[Call, Any], Any]


def writes(
    name: str, body: type[Body], permission: str, *, command: str = "", on_record: bool = False
) -> Callable[[Perform], Perform]:
    """Let other programs call a service: ``POST /name``, ``PATCH /name/{id}`` or
    ``POST /name/{id}/command``. The function gives back the record it is about.
    """

    def register(perform: Perform) -> Perform:
        there = _nouns[name].commands
        made = Command(name, command, body, permission, on_record, perform)
        there[:] = [known for known in there if known.path != made.path] + [made]
        return perform

    return register


def nouns() -> list[Noun]:
    """Everything declared, by name."""
    return sorted(_nouns.values(), key=lambda each: each.name)


def _seen(rows: Any, user: Any) -> Any:
    """What of these rows, or of this model's, the person may see."""
    all_of_them = rows.objects.all() if hasattr(rows, "objects") else rows
    return all_of_them.visible_to(user) if hasattr(all_of_them, "visible_to") else all_of_them


def picked(rows: Any, user: Any, pk: int | None, name: str) -> Any:
    """The record of an id that was sent, if the person may see it; ``None`` for none."""
    return None if pk is None else picked_all(rows, user, [pk], name)[pk]


def picked_all(rows: Any, user: Any, pks: Sequence[int], name: str) -> dict[int, Any]:
    """The records of the ids that were sent, by id, in one query; refuses as ``picked``."""
    seen = _seen(rows, user)
    found: dict[int, Any] = seen.in_bulk(pks)
    for pk in pks:
        if pk not in found:
            sentence = _("There is no such record: %(id)s.") % {"id": pk}
            raise BusinessError(sentence, field=name, code="unknown_record")
    return found


def values(call: Call, body: Body, model: type[Model]) -> dict[str, Any]:
    """What was sent, ids of foreign keys turned into records the person may see."""
    made = body.given()
    for name, value in made.items():
        found, _nullable = field_of(model, name)
        if found is not None and found.is_relation:
            related: Any = found.related_model
            made[name] = picked(related, call.user, value, name)
    return made
