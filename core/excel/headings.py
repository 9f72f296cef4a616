"""Where the headings stand: under instructions, over two lines, merged, starred."""

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

from core.excel.reading import Cell, Table
from core.excel.refusals import refusal

SEARCHED_ROWS = 30
LONGEST_HEADING = 60
JOIN = " / "

_ASIDE = re.compile(r"[((\[【「][^))\]】」]*[))\]】」]")
_MARKS = re.compile(r"[\s*#:：_\-/\\.·'\"“”‘’、,，]+")


@dataclass(frozen=True)
class Headings:
    """The headings found: their texts by column, and where the rows below begin."""

    row: int
    depth: int
    names: list[str]

    @property
    def first_body_row(self) -> int:
        """Index of the first row below."""
        return self.row + self.depth


def normalize_heading(text: object) -> str:
    """What makes two headings the same: width, case, spaces, stars and asides do not."""
    plain = unicodedata.normalize("NFKC", str(text)).casefold()
    bare = _MARKS.sub("", _ASIDE.sub("", plain))
    return bare or _MARKS.sub("", plain).strip("()[]【】")


def find_headings(
    table: Table, known: Collection[str] = (), *, at_row: int | None = None
) -> Headings:
    """The headings of a table; ``known`` holds normalised names that speak for a row.

    ``at_row`` is the row as Excel counts it, where a person pointed at it.
    """
    if at_row is not None:
        row = at_row - table.first_row
        if not 0 <= row < len(table.rows):
            raise refusal("no_headings", field="heading_row")
    else:
        row = _best_row(table, known)
    depth = _depth(table, row)
    return Headings(row, depth, _names(table, row, depth))


def _best_row(table: Table, known: Collection[str]) -> int:
    sample = table.rows[:SEARCHED_ROWS]
    width = max((sum(cell is not None for cell in row) for row in sample), default=0)
    best, best_score = -1, 0.0
    for index, row in enumerate(sample):
        score = _score(row, width, known) - index * 0.01
        if score > best_score:
            best, best_score = index, score
    if best < 0:
        raise refusal("no_headings")
    return best


def _score(row: list[Cell], width: int, known: Collection[str]) -> float:
    texts = [cell for cell in row if isinstance(cell, str) and _is_heading(cell)]
    filled = sum(cell is not None for cell in row)
    if not texts or filled == 0 or (width > 1 and filled < 2):
        return 0
    hits = sum(normalize_heading(text) in known for text in texts)
    distinct = len(set(texts)) / filled
    return hits * 3 + distinct * 2 + filled / max(width, 1) if distinct > 0.5 else hits * 3


def _is_heading(text: str) -> bool:
    return len(text.strip()) <= LONGEST_HEADING and not _looks_like_value(text)


def _looks_like_value(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip()
    return bool(re.fullmatch(r"[-+¥$]?[\d,.\s:/年月日%-]+", plain))


def _depth(table: Table, row: int) -> int:
    """Two where a merged heading stands over others, or the next line fills the gaps."""
    over = [
        bottom - row + 1
        for top, left, bottom, right in table.merged
        if top == row and (bottom > top) and bottom - row < 3 and left == right
    ]
    if row + 1 >= len(table.rows):
        return 1
    below = table.rows[row + 1]
    spread = [
        (left, right)
        for top, left, bottom, right in table.merged
        if top == row == bottom and right > left
    ]
    if over:
        return max(over)
    if any(
        isinstance(below[column], str) and _is_heading(str(below[column]))
        for left, right in spread
        for column in range(left, min(right + 1, len(below)))
    ):
        return 2
    return 2 if not table.merged and _fills_gaps(table, row) else 1


def _fills_gaps(table: Table, row: int) -> bool:
    """Without merged ranges: a line of texts stands where the headings have gaps."""
    head, below = table.rows[row], table.rows[row + 1]
    gaps = [c for c in range(1, table.width) if _at(head, c) is None and _at(below, c) is not None]
    filled = [cell for cell in below if cell is not None]
    if not gaps or row + 2 >= len(table.rows):
        return False
    return all(isinstance(cell, str) and _is_heading(cell) for cell in filled) and any(
        _at(below, c) is None for c in range(table.width) if _at(head, c) is not None
    )


def _at(row: list[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else None


def _names(table: Table, row: int, depth: int) -> list[str]:
    lines = [_spread(table, row + offset, last=offset == depth - 1) for offset in range(depth)]
    names = []
    for column in range(table.width):
        parts: list[str] = []
        for line in lines:
            if line[column] and line[column] not in parts:
                parts.append(line[column])
        names.append(JOIN.join(parts))
    return names


def _spread(table: Table, row: int, *, last: bool) -> list[str]:
    """One line of headings, a merged one in each of its columns."""
    cells = table.rows[row]
    texts = [" ".join(str(_at(cells, c) or "").split()) for c in range(table.width)]
    for top, left, bottom, right in table.merged:
        if top <= row <= bottom and left < table.width:
            text = " ".join(str(_at(table.rows[top], left) or "").split())
            for column in range(left, min(right + 1, table.width)):
                texts[column] = text
    if not last and not table.merged:
        below = table.rows[row + 1]
        for column in range(1, table.width):
            if not texts[column] and _at(below, column) is not None:
                texts[column] = texts[column - 1]
    return texts


def fill_merged(table: Table, first_row: int, wanted: Callable[[int], bool] | None = None) -> None:
    """Give every cell of a range merged downwards the value of its first."""
    for top, left, bottom, right in table.merged:
        if top < first_row or left != right or (wanted and not wanted(left)):
            continue
        value = _at(table.rows[top], left) if top < len(table.rows) else None
        for row in table.rows[top + 1 : bottom + 1]:
            if left < len(row):
                row[left] = value
