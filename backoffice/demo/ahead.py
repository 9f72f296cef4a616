"""Two things at once: the next piece is made while the last one is written."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Piece = TypeVar("Piece")


def ahead(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same pieces, each made in another thread while the one before it is used.

    What makes them must not ask the database: that thread is not in the caller's transaction.
    """
    stream = ([piece] for piece in pieces)
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, stream, None)
        while (found := coming.result()) is not None:
            coming = pool.submit(next, stream, None)
            yield found[0]
