"""Which kinds of messages there are; each app declares its own in ``notices.py``."""

from dataclasses import dataclass

from core.errors import Sentence
from core.models import Channel


@dataclass(frozen=True)
class Kind:
    """A kind of message: its name, its label, by which ways it goes unless the person says else.

    ``for_groups``: it holds nothing that a chat group may not read, so robots may have it.
    ``mandatory``: it always stands on the page.
    """

    name: str
    label: Sentence
    channels: tuple[str, ...]
    for_groups: bool
    mandatory: bool


_kinds: dict[str, Kind] = {}


def kind(
    name: str,
    label: Sentence,
    *,
    channels: tuple[str, ...] = (Channel.PAGE,),
    for_groups: bool = False,
    mandatory: bool = False,
) -> str:
    """Declare a kind, and answer its name: ``RETURNED = kind("orders.returned", _("…"))``."""
    _kinds[name] = Kind(name, label, tuple(map(str, channels)), for_groups, mandatory)
    return name


def find(name: str) -> Kind:
    """The kind; a KeyError when nobody declared it."""
    return _kinds[name]


def label(name: str) -> str:
    """How people call the kind."""
    return str(_kinds[name].label) if name in _kinds else name


def all_kinds() -> list[Kind]:
    """Every kind, by its name: apps stand together."""
    return [_kinds[name] for name in sorted(_kinds)]
