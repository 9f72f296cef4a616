"""The staged rows as the page shows them: values in order, wrong and changed cells marked."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from core.excel.reading import letters_of
from core.models import ImportBatch, ImportRow
from core.money import format_money

from .column import ImportColumn
from .ledger import ImportLedger
from .mapping import restored
from .parsing import BadCell, Parser, parser, plain_text, refuse_broken
from .staging import columns_of, shown

PAGE_SIZE = 50
NOTED = "noted"
OUTCOMES = {
    ImportRow.State.ERROR: pgettext_lazy("import", "Wrong"),
    ImportRow.State.CHANGED: pgettext_lazy("import", "Changes"),
    ImportRow.State.NEW: pgettext_lazy("import", "New"),
    ImportRow.State.SAME: pgettext_lazy("import", "Same"),
}
NUMBERS = frozenset({"money", "price", "quantity", "number", "integer", "rate"})


@dataclass
class ShownCell:
    """One cell: its text, the old text where it changes, the column's side."""

    text: str
    old: str = ""
    is_bad: bool = False
    is_number: bool = False


@dataclass
class ShownRow:
    """One row with its verdict, where it is wrong and why."""

    number: int
    state: str
    label: str
    cells: list[ShownCell]
    place: str = ""
    reason: str = ""


@dataclass
class Preview:
    """One page of the staged rows."""

    heads: list[ImportColumn]
    rows: list[ShownRow] = field(default_factory=list)
    page: int = 1
    pages: int = 1
    first: int = 0
    last: int = 0
    total: int = 0

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """Heading and whether figures stand below it."""
        return [(str(column.label), column.kind in NUMBERS) for column in self.heads]


def noted(batch: ImportBatch) -> QuerySet[ImportRow]:
    """The rows of which something is said that keeps them not out."""
    return batch.staged.filter(outcome__has_key="note")


def preview(batch: ImportBatch, ledger: ImportLedger, *, state: str = "", page: int = 1) -> Preview:
    """Fifty rows, errors first, then changed, new and same; one query."""
    mapped = restored(batch.mapping)
    names = columns_of(ledger, mapped)
    heads = [ledger.column(name) for name in names]
    counts = batch.counts
    staged = batch.staged.order_by("state", "number")
    if state == NOTED:
        staged = noted(batch).order_by("state", "number")
        counts = {NOTED: staged.count()}
    elif state.upper() in ImportRow.State.names:
        staged = staged.filter(state=ImportRow.State[state.upper()])
    total = counts.get(state or "rows", 0)
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    start = (page - 1) * PAGE_SIZE
    parsers = [parser(column) for column in heads]
    letters = {
        name: letters_of(batch.first_column + source.index)
        for name, source in mapped.items()
        if source.index is not None
    }
    rows = [
        _row(line, heads, parsers, letters)
        for line in staged.values_list("number", "state", "cells", "outcome")[
            start : start + PAGE_SIZE
        ]
    ]
    first = start + 1 if rows else 0
    return Preview(heads, rows, page, pages, first, start + len(rows), total)


def _row(
    line: tuple[int, int, list[Any], dict[str, Any] | None],
    heads: list[ImportColumn],
    parsers: list[Parser],
    letters: dict[str, str],
) -> ShownRow:
    number, code, cells, outcome = line
    state = ImportRow.State(code)
    told = outcome or {}
    errors, before = told.get("errors", []), told.get("before", {})
    wrong = {column for column, _reason in errors}
    labels = {column.name: str(column.label) for column in heads}
    return ShownRow(
        number=number,
        state=state.name.lower(),
        label=str(OUTCOMES[state]),
        cells=[
            ShownCell(
                text=_text(column, parse, cell),
                old=before.get(column.name, ""),
                is_bad=column.name in wrong,
                is_number=column.kind in NUMBERS,
            )
            for column, parse, cell in zip(heads, parsers, cells, strict=True)
        ],
        place=_place(errors, before, labels, letters, number),
        reason=_reason(state, errors, before, told.get("note", "")),
    )


def _text(column: ImportColumn, parse: Parser, cell: Any) -> str:
    if cell is None:
        return ""
    try:
        refuse_broken(cell)
        value = parse(cell)
    except BadCell:
        return plain_text(cell)
    if column.kind == "money":
        return format_money(value)
    if column.kind == "choice":
        return str(dict(column.choices).get(value, value))
    if column.kind == "bool":
        return _("yes") if value else _("no")
    return shown(value)


def _place(
    errors: list[list[str]],
    before: dict[str, str],
    labels: dict[str, str],
    letters: dict[str, str],
    number: int,
) -> str:
    if not errors:
        return "、".join(labels[name] for name in before if name in labels)
    column = next((name for name, _reason in errors if name), "")
    cell = f"{letters[column]}{number} " if column in letters else ""
    return cell + labels.get(column, "")


def _reason(
    state: ImportRow.State, errors: list[list[str]], before: dict[str, str], note: str
) -> str:
    if errors:
        return "; ".join(reason for _column, reason in errors)
    if before:
        told = _("%(count)s changes") % {"count": len(before)}
        return f"{told}; {note}" if note else told
    return note or (_("There already, the same") if state == ImportRow.State.SAME else "")
