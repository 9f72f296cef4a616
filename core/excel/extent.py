"""How far the content of a sheet reaches, counted as its XML streams by. Imports no Django."""

import re
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

MAX_ROWS = 300_000
MAX_COLUMNS = 300
MAX_CELLS = 5_000_000
MAX_MERGED = 20_000

_REFERENCE = re.compile(r"([A-Za-z]*)(\d*)")


class Refused(Exception):
    """The file is not opened; ``code`` and ``facts`` say why."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass
class Extent:
    """How far the cells with content of one sheet reach."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    merged: int = 0

    def check(self, sheet: str) -> None:
        """Refuse what no reader should be asked to hold."""
        for code, found, most in (
            ("too_many_columns", self.columns, MAX_COLUMNS),
            ("too_many_rows", self.rows, MAX_ROWS),
            ("too_many_cells", self.cells, MAX_CELLS),
            ("too_many_merged", self.merged, MAX_MERGED),
        ):
            if found > most:
                raise Refused(code, sheet=sheet, found=found, most=most)


def refuse_dtd(*_declaration: Any) -> None:
    """No spreadsheet program declares document types; attacks do."""
    raise Refused("dtd", member="")


def column_number(letters: str) -> int:
    """A is 1, KN is 300."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def measure(content: bytes) -> Extent:
    """Count cells with content, one by one; formatted blank ones do not count."""
    extent = Extent()
    row = column = 0

    def started(tag: str, attributes: list[str]) -> None:
        nonlocal row, column
        name = tag.rpartition(":")[2]
        if name in ("c", "row"):
            reference = _reference(attributes)
            if name == "row":
                row, column = int(reference[1] or row + 1), 0
            else:
                column = column_number(reference[0]) if reference[0] else column + 1
                row = int(reference[1] or row)
        elif name in ("v", "is", "f"):
            extent.cells += 1
            extent.rows = max(extent.rows, row)
            extent.columns = max(extent.columns, column)
            if extent.cells > MAX_CELLS:
                raise Refused("too_many_cells", sheet="", found=extent.cells, most=MAX_CELLS)

    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartElementHandler = started
    parser.StartDoctypeDeclHandler = refuse_dtd
    try:
        parser.Parse(content, True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise Refused("damaged") from error
    return extent


def _reference(attributes: list[str]) -> tuple[str, str]:
    for name, value in zip(attributes[::2], attributes[1::2], strict=True):
        if name == "r":
            match = _REFERENCE.match(value)
            if match:
                return match[1], match[2]
    return "", ""
