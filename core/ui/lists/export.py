"""The same list as rows for Excel: raw days and decimals, choices in words."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.excel.writing import Chunk, SheetColumn, write_columns

from .cells import shares
from .columns import Column
from .fetching import Inexact, Values, cheaply, plainly

if TYPE_CHECKING:
    from .record_list import RecordList

Written = Callable[[Chunk], Values]
SHEET_KINDS = {"state": "text", "choice": "text", "bool": "text", "int": "integer"}
UNSAID = "—"  # in the row of totals, where units would be mixed
CHUNK = 1_000


def export_columns(listing: "RecordList") -> list[SheetColumn]:
    """The shown columns; bars become one percent column each."""
    made: list[SheetColumn] = []
    for column in listing.shown:
        if column.kind == "bars":
            made += [SheetColumn(str(name), "percent") for name in column.bars]
        else:
            kind = SHEET_KINDS.get(column.kind, column.kind)
            total = UNSAID if column.total and column.within in listing.mixed else column.total
            made.append(SheetColumn(str(column.label), kind, column.width, total))
    return made


def export_rows(listing: "RecordList") -> Iterator[list[Any]]:
    """The rows of the whole filter in the order of ``export_columns``."""
    for columns in export_chunks(listing):
        yield from map(list, zip(*columns, strict=True))


def export_chunks(listing: "RecordList", *, cheap: bool = False) -> Iterator[list[Values]]:
    """The same a thousand rows at a time and as columns; ``cheap`` pays for many rows."""
    paths = list(dict.fromkeys(p for column in listing.shown for p in _paths(column)))
    rows = listing.ordered(paths)
    plan = _plan(listing, {path: place for place, path in enumerate(paths)})
    read = cheaply(listing, rows, paths, CHUNK) if cheap else plainly(rows, paths, CHUNK)
    for columns in read:
        yield [write(columns) for write in plan]


def _paths(column: Column) -> tuple[str, ...]:
    """What a cell of the sheet is made of; marks are not written."""
    return column.paths if column.kind == "bars" else (column.path,)


def _plan(listing: "RecordList", index: dict[str, int]) -> list[Written]:
    """How each column of the sheet comes about."""
    plan: list[Written] = []
    for column in listing.shown:
        if column.kind == "bars":
            own = [index[path] for path in column.paths]
            plan += [partial(_share, column, own, number) for number in range(len(column.bars))]
            continue
        place, raw = index[column.path], _raw(column)
        plan.append(partial(_through, raw, place) if raw else partial(_taken, place))
    return plan


def _taken(place: int, columns: Chunk) -> Values:
    return columns[place]


def _through(raw: Callable[[Values], Values], place: int, columns: Chunk) -> Values:
    return raw(columns[place])


def _share(column: Column, own: list[int], number: int, columns: Chunk) -> Values:
    rows = zip(*[columns[place] for place in own], strict=True)
    return [shares(column, values)[number] for values in rows]


def _raw(column: Column) -> Callable[[Values], Values] | None:
    if column.kind in {"state", "choice"}:
        words = column.words()
        return lambda values: list(map(words.get, values, values))
    if column.kind == "bool":
        yes, no = _("Yes"), _("No")
        return lambda values: [yes if value else no for value in values]
    if column.kind == "datetime":
        return lambda values: list(map(_local, values))
    return None


def _local(value: datetime.datetime | None) -> datetime.datetime | None:
    """On the office's clock and without a zone, as a sheet knows instants."""
    if value is None or timezone.is_naive(value):
        return value
    return timezone.localtime(value).replace(tzinfo=None)


@transaction.atomic
def write_file(
    listing: "RecordList",
    target: Path | BinaryIO,
    *,
    stamp: str = "",
    told: Callable[[int], None] | None = None,
) -> int:
    """Write the whole filter as a workbook, rows as they come; says how many there were.

    A ``stamp`` stands in a last column of every row, so that a part of the file carries it too.
    ``told`` hears now and then how many rows are written. All is read in one transaction: outside
    of one the server would first put all rows aside.
    """
    count, more = listing.count()
    columns = export_columns(listing)
    if stamp:
        columns.append(SheetColumn(_("Exported by"), "text", 40))

    def written(*, cheap: bool) -> int:
        chunks: Iterable[list[Values]] = export_chunks(listing, cheap=cheap)
        if stamp:
            chunks = ([*values, [stamp] * len(values[0])] for values in chunks)
        return write_columns(
            target,
            columns,
            chunks if told is None else _telling(chunks, told),
            sheet=str(listing.title),
            count=None if more else count,
        )

    try:
        return written(cheap=more)
    except Inexact:
        if not isinstance(target, Path):
            target.seek(0)
            target.truncate()
        return written(cheap=False)


def _telling(chunks: Iterable[list[Values]], told: Callable[[int], None]) -> Iterator[list[Values]]:
    done = 0
    for columns in chunks:
        told(done)
        yield columns
        done += len(columns[0])
