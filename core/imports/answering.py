"""What is told of a checked batch: errors by row and column, and the file of the bad rows."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.excel.writing import SheetColumn, write_table
from core.models import ImportBatch, ImportRow

from .ledger import ImportLedger
from .mapping import restored
from .parsing import plain_text
from .staging import columns_of


def errors_of(batch: ImportBatch, ledger: ImportLedger) -> Iterator[dict[str, Any]]:
    """Every error with the row as Excel counts it, the heading, the cell and the reason."""
    mapped = restored(batch.mapping)
    places = {name: place for place, name in enumerate(columns_of(ledger, mapped))}
    wrong = batch.staged.filter(state=ImportRow.State.ERROR).order_by("number")
    for number, cells, outcome in wrong.values_list("number", "cells", "outcome").iterator():
        for column, reason in _errors(outcome):
            cell = cells[places[column]] if column in places else None
            heading = mapped[column].heading if column in mapped else ""
            yield {
                "row": number,
                "column": heading or (str(ledger.column(column).label) if column else ""),
                "value": "" if cell is None else plain_text(cell),
                "reason": reason,
            }


def notes_of(batch: ImportBatch) -> Iterator[dict[str, Any]]:
    """What is said of rows that come in all the same, with the row as Excel counts it."""
    rows = batch.staged.filter(outcome__has_key="note").order_by("number")
    for number, outcome in rows.values_list("number", "outcome").iterator():
        yield {"row": number, "note": (outcome or {}).get("note", "")}


def write_bad_rows(batch: ImportBatch, ledger: ImportLedger, target: Any) -> int:
    """The wrong rows under their own headings, the reason last: to mend and bring back."""
    mapped = restored(batch.mapping)
    names = columns_of(ledger, mapped)
    from_file = [place for place, name in enumerate(names) if mapped[name].index is not None]
    columns = [SheetColumn(mapped[names[place]].heading, "number") for place in from_file]
    columns.append(SheetColumn(_("Why it was not imported"), "text", width=60))
    headings = {name: source.heading for name, source in mapped.items()}
    wrong = batch.staged.filter(state=ImportRow.State.ERROR).order_by("number")
    rows = (
        [*(cells[place] for place in from_file), _reasons(number, outcome or {}, headings)]
        for number, cells, outcome in wrong.values_list("number", "cells", "outcome").iterator()
    )
    return write_table(target, columns, rows, sheet=batch.sheet or str(ledger.label))


def _errors(outcome: dict[str, Any] | None) -> list[tuple[str, str]]:
    """Column and reason; a row that was never judged has none."""
    return outcome["errors"] if outcome else []


def _reasons(number: int, outcome: dict[str, Any] | None, headings: dict[str, str]) -> str:
    told = [
        f"{headings[column]}: {reason}" if headings.get(column) else reason
        for column, reason in _errors(outcome)
    ]
    return _("Row %(row)s") % {"row": number} + " · " + "; ".join(told)
