"""Tables from files: any refusal is a sentence, any file is answered in seconds."""

import marshal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.excel.refusals import refusal

ROOT = Path(__file__).resolve().parents[2]
WALL_SECONDS = 90

Cell = str | int | float | bool | None


@dataclass
class Table:
    """The rows of one sheet as they stand; row numbers are those Excel shows.

    A date is its ISO text, an empty cell None. ``merged`` holds (top, left, bottom, right) counted
    from the first row and column read.
    """

    name: str
    kind: str
    sheet: str
    sheets: list[str]
    rows: list[list[Cell]]
    first_row: int = 1
    first_column: int = 1
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    encoding: str = ""
    separator: str = ""

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max(map(len, self.rows), default=0)

    def letters(self, column: int) -> str:
        """The letters Excel shows above the column."""
        return letters_of(column + self.first_column)


def letters_of(number: int) -> str:
    """1 is A, 300 is KN."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def open_table(source: Path | str | bytes, name: str = "", *, sheet: str = "") -> Table:
    """Read one sheet (the first with content unless named) in a process of its own."""
    if isinstance(source, bytes):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "upload"
            path.write_bytes(source)
            return open_table(path, name, sheet=sheet)
    path = Path(source)
    answer = _ask_child(path, sheet)
    if answer[0] == "refused":
        raise refusal(answer[1], answer[2])
    return Table(name=name or path.name, **answer[1])


def _ask_child(path: Path, sheet: str) -> tuple[Any, ...]:
    command = [sys.executable, "-m", "core.excel.child", str(path.resolve()), sheet]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, the path as one argument
            command, cwd=ROOT, capture_output=True, timeout=WALL_SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        return ("refused", "too_long", {})
    if done.returncode == 0:
        return tuple(marshal.loads(done.stdout))  # noqa: S302 - written by our own child
    if done.returncode in (-24, -9):
        return ("refused", "too_long", {})
    if done.returncode == -6 or b"MemoryError" in done.stderr or b"memory alloc" in done.stderr:
        return ("refused", "too_much_memory", {})
    return ("refused", "damaged", {})
