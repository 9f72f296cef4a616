"""One row of a file on its way in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from core.errors import Sentence

UNCHANGED: Mapping[str, Any] = MappingProxyType({})


class State:
    """What would happen to a row; the values are stored and stable."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ERROR = "error"


@dataclass(frozen=True)
class CellError:
    """What is wrong, in which column ('' for the row as a whole)."""

    column: str
    reason: Sentence


class Row:
    """Typed values of one row, and the verdict on it."""

    __slots__ = (
        "before",
        "cells",
        "errors",
        "note",
        "number",
        "state",
        "target",
        "values",
        "words",
    )

    def __init__(self, number: int, cells: dict[str, Any]) -> None:
        self.number = number
        self.cells = cells
        self.values: dict[str, Any] = {}
        self.errors: Sequence[CellError] = ()
        self.state = ""
        self.target: Any = None
        self.before: Mapping[str, Any] = UNCHANGED
        self.words: Mapping[str, str] = UNCHANGED  # how people read what was before
        self.note: Sentence = ""

    def __getitem__(self, column: str) -> Any:
        return self.values.get(column)

    def __repr__(self) -> str:
        return f"<Row {self.number} {self.state} {self.values}>"

    def given(self, column: str) -> bool:
        """Whether the file (or a fixed value) fills this column at all."""
        return column in self.cells

    def text(self, column: str) -> str:
        """The cell as the file has it."""
        cell = self.cells.get(column)
        return "" if cell is None else str(cell)

    def fail(self, column: str, reason: Sentence) -> None:
        """This cell is why the row cannot come in."""
        self.errors = (*self.errors, CellError(column, reason))
        self.state = State.ERROR

    def warn(self, sentence: Sentence) -> None:
        """Say what the reader should look at; it keeps nothing out."""
        self.note = f"{self.note}; {sentence}" if self.note else sentence

    def is_new(self) -> None:
        """Nothing of this kind is there yet."""
        self.state = State.NEW

    def is_changed(self, before: dict[str, Any], *, target: Any = None) -> None:
        """It is there and differs; ``before`` holds the old value of each column that does."""
        self.state = State.CHANGED
        self.before = before
        self.target = target

    def is_same(self, *, target: Any = None) -> None:
        """It is there, exactly so."""
        self.state = State.SAME
        self.target = target
