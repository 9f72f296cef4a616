"""Tables into files: streamed, with formats, widths, a frozen heading, a filter and a total row.

Behind one function stand a fast writer and a plain one; the plain one takes over where the fast
one is absent.
"""

import csv
import gc
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import chain, repeat
from math import fsum
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from core.database import in_columns
from core.excel.cells import Ready, SheetColumn, column_cells, csv_text

try:
    import rustpy_xlsxwriter
except ImportError:  # no wheel for this platform
    rustpy_xlsxwriter = None  # type: ignore[assignment]  # a module to mypy, None where absent

__all__ = ["Chunk", "SheetColumn", "write_columns", "write_csv", "write_table"]

Target = Path | str | BinaryIO
Chunk = Sequence[Sequence[Any]]  # the columns of some rows
HEAD_GROUND = "#EEF0F2"
LONGEST_SHEET_NAME = 31
CHUNK = 1_000


def _sum(values: Sequence[Any]) -> Decimal:
    """Exact for decimals; floats stand for decimals of 15 digits, and so does their sum."""
    there = list(filter(None, values))
    if type(values) is Ready or set(map(type, there)) == {float}:
        return Decimal(f"{round(fsum(there), 6):.15g}")
    return sum(map(_exact, there), Decimal(0))


def _exact(value: Any) -> Any:
    return Decimal(repr(value)) if type(value) is float else value


class _Totals:
    """Passes the rows through and adds up as they go."""

    def __init__(self, columns: Sequence[SheetColumn], label: str) -> None:
        self.columns = columns
        self.label = label
        self.words = {n: c.total for n, c in enumerate(columns) if isinstance(c.total, str)}
        self.places = [n for n, c in enumerate(columns) if c.total and n not in self.words]
        self.sums: list[Any] = [Decimal(0)] * len(columns)
        self.rows = 0

    def through(self, chunks: Iterable[Chunk]) -> Iterator[Sequence[Any]]:
        """The converted rows, and the total row last."""
        return chain.from_iterable(self._converted(chunks))

    def _converted(self, chunks: Iterable[Chunk]) -> Iterator[Iterable[Sequence[Any]]]:
        kinds = [column.kind for column in self.columns]
        for columns in chunks:
            self.rows += len(columns[0])
            for place in self.places:
                self.sums[place] += _sum(columns[place])
            yield zip(*map(column_cells, kinds, columns), strict=True)
        if self.places or self.words:
            yield [self.row()]

    def row(self) -> list[Any]:
        """The total row; the label stands in the first column that has no sum."""
        cells: list[Any] = [None] * len(self.columns)
        for place in self.places:
            cells[place] = float(self.sums[place])
        for place, word in self.words.items():
            cells[place] = word
        free = next((place for place in range(len(cells)) if cells[place] is None), None)
        if free is not None:
            cells[free] = self.label
        return cells


def write_table(
    target: Target,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Any]],
    *,
    sheet: str = "",
    total_label: str = "",
    count: int | None = None,
    fast: bool = True,
) -> int:
    """Write the rows as they come and return how many there were.

    ``count``, where it is known beforehand, lets the total row stand out. Decimals keep 15 digits.
    """
    return write_columns(
        target,
        columns,
        in_columns(rows, CHUNK),
        sheet=sheet,
        total_label=total_label,
        count=count,
        fast=fast,
    )


def write_columns(
    target: Target,
    columns: Sequence[SheetColumn],
    chunks: Iterable[Chunk],
    *,
    sheet: str = "",
    total_label: str = "",
    count: int | None = None,
    fast: bool = True,
) -> int:
    """The same of rows that come some at a time, already turned into columns."""
    totals = _Totals(columns, total_label or _("Total"))
    stream = totals.through(chunks)
    first = next(stream, None)
    name = sheet_name(sheet)
    if first is None or rustpy_xlsxwriter is None or not fast:
        lines = stream if first is None else chain([first], stream)
        _write_plain(target, columns, lines, name, totals)
    else:
        last = count + 1 if count is not None and (totals.places or totals.words) else None
        _write_fast(target, columns, chain([first], stream), name, last)
    return totals.rows


def write_csv(
    target: Target,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Any]],
    *,
    total_label: str = "",
) -> int:
    """The same as UTF-8 text with a byte order mark, as Excel expects it."""
    totals = _Totals(columns, total_label or _("Total"))
    if isinstance(target, str | Path):
        with Path(target).open("wb") as file:
            return write_csv(file, columns, rows, total_label=total_label)
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text)
    lines.writerow([csv_text(column.heading) for column in columns])
    for row in totals.through(in_columns(rows, CHUNK)):
        lines.writerow([csv_text(cell) for cell in row])
    text.detach()
    return totals.rows


def sheet_name(name: str) -> str:
    """A name Excel accepts."""
    clean = "".join("-" if letter in "[]:*?/\\" else letter for letter in name).strip("' ")
    return clean[:LONGEST_SHEET_NAME] or "Sheet1"


def _unique(headings: Iterable[str]) -> list[str]:
    seen: dict[str, int] = {}
    names = []
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        names.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return names


def _write_fast(
    target: Target,
    columns: Sequence[SheetColumn],
    lines: Iterable[Sequence[Any]],
    name: str,
    last: int | None,
) -> None:
    names = _unique(str(column.heading) for column in columns)
    make = rustpy_xlsxwriter.Format
    head = make().set_bold().set_background_color(HEAD_GROUND).set_border_bottom("thin")
    formats = {
        heading: make().set_num_format(column.number_format)
        for heading, column in zip(names, columns, strict=True)
        if column.number_format
    }
    with _uncollected():
        rustpy_xlsxwriter.write_worksheet(
            map(dict, map(zip, repeat(names), lines)),
            target if not isinstance(target, Path) else str(target),
            sheet_name=name,
            freeze_row=1,
            autofilter=True,
            column_widths=[float(column.column_width) for column in columns],
            column_formats=formats,
            header_format=head,
            row_formats={last: make().set_bold().set_border_top("thin")} if last else None,
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows that stream leave no cycles behind, and looking for some costs a seventh of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _write_plain(
    target: Target,
    columns: Sequence[SheetColumn],
    lines: Iterable[Sequence[Any]],
    name: str,
    totals: _Totals,
) -> None:
    book = xlsxwriter.Workbook(
        str(target) if isinstance(target, Path) else target,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    page = book.add_worksheet(name)
    page.freeze_panes(1, 0)
    head = book.add_format({"bold": True, "bg_color": HEAD_GROUND, "bottom": 1})
    formats = []
    for place, column in enumerate(columns):
        shape = book.add_format({"num_format": column.number_format or "General"})
        bold = book.add_format(
            {"num_format": column.number_format or "General", "bold": True, "top": 1}
        )
        formats.append((shape, bold))
        page.set_column(place, place, column.column_width)
        page.write_string(0, place, str(column.heading), head)
    number = 0
    for number, line in enumerate(lines, start=1):
        is_total = number > totals.rows
        for place, cell in enumerate(line):
            _write_cell(page, number, place, cell, formats[place][is_total])
    page.autofilter(0, 0, max(totals.rows, 1), len(columns) - 1)
    book.close()


def _write_cell(page: Any, row: int, place: int, cell: Any, shape: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        page.write_string(row, place, cell, shape)
    elif isinstance(cell, int | float):
        page.write_number(row, place, cell, shape)
    else:
        page.write_datetime(row, place, cell, shape)
