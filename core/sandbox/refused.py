"""Why a file is not taken, as a code with facts; the words are with whoever asked."""

from typing import Any


class Refused(Exception):
    """The file is not opened."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
