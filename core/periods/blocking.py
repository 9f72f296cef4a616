"""What stands in the way of closing: each app says what is not finished in the period."""

from dataclasses import dataclass

from core.errors import Sentence
from core.hooks import Hook
from core.models import Period

# Run with ``period`` and ``ledger``: each receiver answers its blocks.
closing = Hook("core.period_closing")


@dataclass(frozen=True)
class Block:
    """Something unfinished, how much of it, and the list that shows it."""

    sentence: Sentence
    count: int
    url: str = ""


def blocks_of(period: Period, ledger: str) -> list[Block]:
    """All that has to be finished before the ledger is closed for the period."""
    answers = closing.run(period=period, ledger=ledger)
    return [block for answer in answers for block in answer if block.count]
