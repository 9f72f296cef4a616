"""Which kinds of duties there are; each app declares its own in ``duties.py``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from core.errors import Sentence


class Owed(NamedTuple):
    """One thing somebody owes now: about what (unique in its kind), until when, done where."""

    person: int
    key: str
    title: str
    due_at: datetime
    url: str = ""


Provider = Callable[[datetime], Iterable[Owed]]


@dataclass(frozen=True)
class Kind:
    """A kind of duty, and the function that says who owes it at a moment."""

    name: str
    label: Sentence
    owed: Provider
    is_in_inbox: bool = False


_kinds: dict[str, Kind] = {}


def kind(
    name: str, label: Sentence, *, is_in_inbox: bool = False
) -> Callable[[Provider], Provider]:
    """``@duties.kind("orders.acknowledge", _("Hand-overs to acknowledge"))`` on ``def owed(at)``.

    The function answers all that is owed at that moment, set-based; what it names no longer is
    done. What waits in the inbox under a heading of the app's own is said to be there
    (``is_in_inbox``); every other kind waits there as what is owed.
    """

    def register(owed: Provider) -> Provider:
        _kinds[name] = Kind(name, label, owed, is_in_inbox)
        return owed

    return register


def label(name: str) -> str:
    """How people call the kind."""
    return str(_kinds[name].label) if name in _kinds else name


def all_kinds() -> list[Kind]:
    """Every kind, by its name."""
    return [_kinds[name] for name in sorted(_kinds)]
