"""Rows between the file and the ledger: from the sheet, into the staging table and back."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from core.database import copy_rows
from core.excel.headings import Headings, fill_merged, normalize_heading
from core.excel.reading import Cell, Table
from core.models import ImportBatch, ImportRow

from .ledger import ImportLedger
from .mapping import Mapped
from .parsing import plain_text
from .row import Row, State

CODES = {
    State.ERROR: ImportRow.State.ERROR,
    State.CHANGED: ImportRow.State.CHANGED,
    State.NEW: ImportRow.State.NEW,
    State.SAME: ImportRow.State.SAME,
}
SAMPLES, SAMPLE_LENGTH, SAMPLED_ROWS = 3, 40, 2000
STATES = {int(code): state for state, code in CODES.items()}
SUMS = frozenset(
    map(normalize_heading, ("合计", "总计", "小计", "Total", "Grand total", "Subtotal"))
)


def columns_of(ledger: ImportLedger, mapped: Mapped) -> list[str]:
    """The mapped columns in the ledger's order: the order of the staged cells."""
    return [column.name for column in ledger.columns if column.name in mapped]


def rows_of_table(
    table: Table, headings: Headings, ledger: ImportLedger, mapped: Mapped
) -> list[Row]:
    """One row for each line with content; sums below the table are left out."""
    fill_merged(table, headings.first_body_row)
    names = columns_of(ledger, mapped)
    places = {name: at for name in names if (at := mapped[name].index) is not None}
    fixed = {name: mapped[name].constant or None for name in names if name not in places}
    required = [c.name for c in ledger.columns if c.required and c.name in mapped]
    width = max(places.values(), default=0) + 1
    rows = []
    for number, found in enumerate(
        table.rows[headings.first_body_row :], table.first_row + headings.first_body_row
    ):
        if found.count(None) == len(found):
            continue
        line = found if len(found) >= width else [*found, *[None] * (width - len(found))]
        cells: dict[str, Any] = {name: line[place] for name, place in places.items()}
        if not _is_sum(line, cells, required):
            rows.append(Row(number, cells | fixed if fixed else cells))
    return rows


def samples_of(table: Table, headings: Headings) -> list[list[str]]:
    """The first different values below each heading, for who matches the columns."""
    below = table.rows[headings.first_body_row : headings.first_body_row + SAMPLED_ROWS]
    samples: list[list[str]] = [[] for _name in headings.names]
    wanting = {index for index, name in enumerate(headings.names) if name}
    for row in below:
        for index in [index for index in wanting if index < len(row) and row[index] is not None]:
            text = " ".join(plain_text(row[index]).split())[:SAMPLE_LENGTH]
            if text and text not in samples[index]:
                samples[index].append(text)
                if len(samples[index]) == SAMPLES:
                    wanting.remove(index)
        if not wanting:
            break
    return samples


def _is_sum(line: Sequence[Cell], cells: dict[str, Any], required: list[str]) -> bool:
    first = line[0] if line[0] is not None else next(cell for cell in line if cell is not None)
    if type(first) is not str or len(first) > 14 or not first.strip(" :：").isalpha():
        return False
    if normalize_heading(first) not in SUMS:
        return False
    filled = sum(cells[name] is not None for name in required)
    return filled * 2 <= len(required) + 1


def stage(batch: ImportBatch, rows: Sequence[Row], names: Sequence[str]) -> None:
    """Put the rows with their verdict into the staging table, in place of those there."""
    ImportRow.objects.filter(batch=batch).delete()
    copy_rows(
        ImportRow,
        ["batch", "number", "state", "cells", "outcome"],
        (
            (
                batch.pk,
                row.number,
                int(CODES[row.state]),
                [row.cells[name] for name in names],
                outcome_of(row),
            )
            for row in rows
        ),
    )


def outcome_of(row: Row) -> dict[str, Any] | None:
    """Why, or what changes; nothing for the ordinary row."""
    outcome: dict[str, Any] = {}
    if row.errors:
        outcome["errors"] = [[error.column, str(error.reason)] for error in row.errors]
    if row.before:
        outcome["before"] = {
            name: row.words.get(name) or shown(value) for name, value in row.before.items()
        }
    if row.note:
        outcome["note"] = str(row.note)
    return outcome or None


def staged_rows(batch: ImportBatch, names: Sequence[str]) -> Iterator[tuple[Row, int]]:
    """The rows as they were staged, in the order of the file, with their stored verdict."""
    lines = ImportRow.objects.filter(batch=batch).order_by("number")
    for number, state, cells in lines.values_list("number", "state", "cells").iterator(5000):
        yield Row(number, dict(zip(names, cells, strict=True))), state


def counts_of(rows: Iterable[Row]) -> dict[str, Any]:
    """How many rows would meet which fate."""
    counts = dict.fromkeys(CODES, 0)
    total = 0
    for row in rows:
        counts[row.state] += 1
        total += 1
    return {
        "row_count": total,
        "new_count": counts[State.NEW],
        "changed_count": counts[State.CHANGED],
        "same_count": counts[State.SAME],
        "error_count": counts[State.ERROR],
    }


def shown(value: Any) -> str:
    """A value as a person reads it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return str(value)
