"""The process in which a file is opened: limited in memory and time, and expendable.

``python -m core.sandbox.child WHAT PATH …`` answers on standard output in ``marshal``.
"""

import marshal
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.sandbox import pictures, portable, recognising, wording
from core.sandbox.refused import Refused

MEMORY = 1536 * 1024**2
SECONDS = 30


def page(path: Path, kind: str, number: str, side: str) -> bytes:
    """A page of a PDF, or the picture, drawn anew."""
    if kind == "pdf":
        return portable.page_drawn(path, int(number), int(side))
    return pictures.drawn_anew(path, kind, int(side))


WORK: dict[str, Callable[..., Any]] = {
    "recognise": recognising.recognise,
    "page": page,
    "words": wording.words_of,
    "signature": pictures.signature,
    "logo": pictures.logo,
}


def main(what: str, path: str, *arguments: str) -> None:
    """Do one thing to the file within the limits and write the answer."""
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        resource.setrlimit(limit, (most, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        answer: tuple[Any, ...] = ("done", WORK[what](Path(path), *arguments))
    except Refused as refused:
        answer = ("refused", refused.code, refused.facts)
    except MemoryError:
        answer = ("refused", "huge", {})
    marshal.dump(answer, sys.stdout.buffer)


if __name__ == "__main__":
    main(*sys.argv[1:])
