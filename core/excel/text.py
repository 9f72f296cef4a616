"""Text tables: which encoding, which separator, and quoted line breaks. Imports no Django."""

import csv
import io
from pathlib import Path
from typing import Any

from core.excel.extent import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Refused

SEPARATORS = ",;\t|"
MAX_CELL_LENGTH = 100_000


def read_text(path: Path) -> dict[str, Any]:
    """The rows of a CSV or tab-separated file."""
    encoding, text = decode(path.read_bytes())
    first, _, rest = text.partition("\n")
    declared = first.strip().lower()
    skipped = 0
    if declared.startswith("sep=") and len(first.strip()) == 5:
        separator, text, skipped = first.strip()[4], rest, 1
    else:
        separator = find_separator(text)
    rows = _rows(text, separator)
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise Refused("no_rows", sheet="")
    return {
        "kind": "csv",
        "sheets": [],
        "sheet": "",
        "rows": [[cell if cell.strip() else None for cell in row] for row in rows],
        "first_row": 1 + skipped,
        "first_column": 1,
        "merged": [],
        "encoding": encoding,
        "separator": separator,
    }


def decode(content: bytes) -> tuple[str, str]:
    """Encoding and text; byte order marks first, then strict UTF-8, then GB18030."""
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    for mark, encoding in marks:
        if content.startswith(mark):
            return encoding, _decoded(content, encoding)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030", _decoded(content, "gb18030")
    if "\x00" in text:
        raise Refused("unknown")
    return "utf-8", text


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused("encoding", row=line) from error
    if "\x00" in text or sum(text[:4000].count(mark) for mark in "\x01\x02\x03\x04\x05\x06") > 3:
        raise Refused("unknown")
    return text


def find_separator(text: str) -> str:
    """The separator that most evenly divides the first lines."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:30]
    best, best_score = ",", 0
    for separator in SEPARATORS:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator)]
        wide = [width for width in widths if width > 1]
        usual = max(set(wide), key=wide.count) if wide else 0
        score = wide.count(usual) * 100 + usual if usual else 0
        if score > best_score:
            best, best_score = separator, score
    return best


def _rows(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(MAX_CELL_LENGTH)
    try:
        return _parse(text, separator, strict=True)
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise Refused("open_quote") from error
        if "field larger" in str(error):
            raise Refused("cell_too_long", most=MAX_CELL_LENGTH) from error
    try:
        return _parse(text, separator, strict=False)
    except csv.Error as error:
        raise Refused("cell_too_long", most=MAX_CELL_LENGTH) from error


def _parse(text: str, separator: str, *, strict: bool) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict):
        if len(row) > MAX_COLUMNS:
            if any(row[MAX_COLUMNS:]):
                raise Refused("too_many_columns", sheet="", found=len(row), most=MAX_COLUMNS)
            del row[MAX_COLUMNS:]
        filled = sum(1 for cell in row if cell.strip())
        cells += filled
        rows.append(row if filled else [])
        if len(rows) > MAX_ROWS and filled:
            raise Refused("too_many_rows", sheet="", found=len(rows), most=MAX_ROWS)
        if cells > MAX_CELLS:
            raise Refused("too_many_cells", sheet="", found=cells, most=MAX_CELLS)
    return rows
