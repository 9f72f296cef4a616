"""What would happen to each row: parsed, looked up, checked and compared, all in bulk."""

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from .column import ImportColumn
from .context import ImportContext
from .ledger import ImportLedger
from .parsing import BadCell, narrow_text, parser, refuse_broken
from .row import Row

MOST_SUGGESTIONS = 100
ALIKE = 0.6
MOST_NAMED = 3


def evaluate(ledger: ImportLedger, rows: list[Row], context: ImportContext) -> None:
    """Give every row its values and its verdict. Reads the database, writes nothing."""
    columns = [c for c in ledger.columns if rows and rows[0].given(c.name)]
    absent = [c for c in ledger.columns if not (rows and rows[0].given(c.name))]
    if ledger.group_by:
        _fill_heads(ledger, rows)
    for column in columns:
        _read_column(column, rows)
        if column.kind == "lookup":
            _look_up(column, rows, context)
    for column in absent:
        _default_column(column, rows)
    for column in columns:
        _require(column, rows)
    if ledger.group_by:
        _agree_on_heads(ledger, rows, context)
    _find_repeats(ledger, rows)
    ledger.check(_clean(rows), context)
    _spread_errors(ledger, rows, context)
    ledger.compare(_clean(rows), context)
    _spread_errors(ledger, rows, context)
    for row in rows:
        if not row.state:
            raise ValueError(f"{ledger.name}: compare gave row {row.number} no verdict")


def _clean(rows: list[Row]) -> list[Row]:
    return [row for row in rows if not row.state]


def _read_column(column: ImportColumn, rows: list[Row]) -> None:
    """Each distinct cell is parsed once; True is kept apart from 1, which equals it."""
    name, parse = column.name, parser(column)
    cells = [row.cells[name] for row in rows]
    if any(type(cell) is bool for cell in cells):
        cells = [str(cell) if type(cell) is bool else cell for cell in cells]
    known = {cell: _parsed(parse, cell) for cell in set(cells) - {None}}
    known[None] = None
    bad = {cell: str(value) for cell, value in known.items() if type(value) is BadCell}
    for cell in bad:
        known[cell] = None
    for row, cell in zip(rows, cells, strict=True):
        row.values[name] = known[cell]
    if bad:
        for row, cell in zip(rows, cells, strict=True):
            if cell in bad:
                row.fail(name, bad[cell])


def _parsed(parse: Any, cell: Any) -> Any:
    try:
        refuse_broken(cell)
        value = parse(cell)
    except BadCell as error:
        return error
    return None if value == "" else value


def _look_up(column: ImportColumn, rows: list[Row], context: ImportContext) -> None:
    name = column.name
    texts = {row.values[name] for row in rows} - {None}
    if not texts or column.lookup is None:
        return
    found = column.lookup(texts, context)
    unknown = sorted(texts - found.keys())
    reasons = _reasons(column, unknown, context)
    for row in rows:
        text = row.values[name]
        if text is None:
            continue
        if text in found:
            row.values[name] = found[text]
        else:
            row.values[name] = None
            row.fail(name, reasons[text])


def _reasons(
    column: ImportColumn, unknown: Sequence[str], context: ImportContext
) -> dict[str, str]:
    reasons = {text: _("There is no “%(text)s”") % {"text": text} for text in unknown}
    if not unknown or column.suggest is None:
        return reasons
    offered = [narrow_text(name) for name in column.suggest(context)]
    for text in unknown[:MOST_SUGGESTIONS]:
        nearest = difflib.get_close_matches(text, offered, 1, ALIKE)
        if nearest:
            reasons[text] = _("There is no “%(text)s”; most like it: %(nearest)s") % {
                "text": text,
                "nearest": nearest[0],
            }
    return reasons


def _default_column(column: ImportColumn, rows: Iterable[Row]) -> None:
    for row in rows:
        row.values[column.name] = column.default


def _require(column: ImportColumn, rows: Iterable[Row]) -> None:
    name, default = column.name, column.default
    if default is None and not column.required:
        return
    for row in rows:
        if row.cells[name] is None and row.values[name] is None:
            if default is not None:
                row.values[name] = default
            elif column.required:
                row.fail(name, _("Must be filled in"))


def _fill_heads(ledger: ImportLedger, rows: Sequence[Row]) -> None:
    """Below the first row of a document its head cells may be left empty."""
    heads = [c.name for c in ledger.columns if c.head or c.name in ledger.group_by]
    keys = list(ledger.group_by)
    before: Row | None = None
    for row in rows:
        given = [row.cells.get(name) for name in keys]
        same = before is not None and given == [before.cells.get(name) for name in keys]
        if before is not None and (same or all(cell is None for cell in given)):
            for name in heads:
                if row.cells.get(name) is None and name in before.cells:
                    row.cells[name] = before.cells[name]
        before = row


def _agree_on_heads(ledger: ImportLedger, rows: list[Row], context: ImportContext) -> None:
    heads = [column for column in ledger.columns if column.head]
    for lines in context.documents([row for row in rows if not row.errors]).values():
        first = lines[0]
        for row in lines[1:]:
            for column in heads:
                if row.values[column.name] != first.values[column.name]:
                    row.fail(
                        column.name,
                        _("Differs from row %(row)s of the same document: %(value)s")
                        % {"row": first.number, "value": first.text(column.name) or "—"},
                    )


def _find_repeats(ledger: ImportLedger, rows: Iterable[Row]) -> None:
    if not ledger.key:
        return
    seen: dict[tuple[Any, ...], Row] = {}
    names, empty = list(ledger.key), (None,) * len(ledger.key)
    for row in rows:
        values = row.values
        key = tuple([values[name] for name in names])
        if row.errors or key == empty:
            continue
        first = seen.setdefault(key, row)
        if first is row:
            continue
        reason = _("Repeats row %(row)s") % {"row": first.number}
        if differing := _differing(ledger, first, row):
            reason = _("Repeats row %(row)s, but differs in: %(columns)s") % {
                "row": first.number,
                "columns": _some(differing),
            }
        if ledger.repeats == "first":
            row.is_same()
            row.warn(reason)
        else:
            row.fail(ledger.key[0], reason)


def _differing(ledger: ImportLedger, first: Row, row: Row) -> list[str]:
    """What a repeated row says otherwise; an empty cell says nothing."""
    return [
        str(column.label)
        for column in ledger.columns
        if row.values[column.name] not in (None, "", first.values[column.name])
    ]


def _some(names: list[str]) -> str:
    return "、".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")


def _spread_errors(ledger: ImportLedger, rows: list[Row], context: ImportContext) -> None:
    """One wrong row keeps its whole document out."""
    if not ledger.group_by:
        return
    for lines in context.documents(rows).values():
        wrong = next((row for row in lines if row.errors), None)
        if wrong is None:
            continue
        for row in lines:
            if not row.errors:
                reason = _("Row %(row)s of the same document is wrong") % {"row": wrong.number}
                row.fail("", reason)
