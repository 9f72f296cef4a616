"""Which kinds of jobs there are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from core.errors import Sentence

Work = TypeVar("Work", bound=Callable[..., Any])


@dataclass(frozen=True)
class Kind:
    """A kind of work. ``is_rederivable``: it looks at what is missing and does that."""

    name: str
    label: Sentence
    work: Callable[..., Any]
    is_rederivable: bool


_kinds: dict[str, Kind] = {}


def kind(name: str, label: Sentence, *, rederivable: bool = True) -> Callable[[Work], Work]:
    """``@jobs.kind("orders.export", _("Export of orders"))`` on ``def work(job, **params)``.

    What the work returns, a mapping, is the result. With ``rederivable=False`` a job whose worker
    died is not tried again.
    """

    def register(work: Work) -> Work:
        _kinds[name] = Kind(name, label, work, rederivable)
        return work

    return register


def find(name: str) -> Kind:
    """The kind; a KeyError when nobody registered it."""
    return _kinds[name]


def label(name: str) -> str:
    """How people call the kind."""
    known = _kinds.get(name)
    return str(known.label) if known else name
