"""Who signed: what approvals and other apps know of a record, asked when it is printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.errors import Sentence


@dataclass(frozen=True)
class Signature:
    """One signature: the step, who, on which day, and their picture (``pictures.inside``)."""

    step: Sentence
    name: str = ""
    on: date | None = None
    picture: str = ""


Source = Callable[[Any], Sequence[Signature]]
_sources: list[Source] = []


def signature_source(source: Source) -> Source:
    """Ask this function of every record that is printed; twice is once."""
    if source not in _sources:
        _sources.append(source)
    return source


def signatures_of(record: Any) -> list[Signature]:
    """Everything the sources know."""
    return [signature for source in _sources for signature in source(record)]
