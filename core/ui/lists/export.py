"""The same list as rows for Excel: raw days and decimals, choices in words."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.excel.writing import SheetColumn, write_table

from .cells import shares
from .columns import Column

if TYPE_CHECKING:
    from .record_list import RecordList

Raw = Callable[[Any], Any]
SHEET_KINDS = {"state": "text", "choice": "text", "bool": "text", "int": "integer"}


def export_columns(listing: "RecordList") -> list[SheetColumn]:
    """The shown columns; bars become one percent column each."""
    made: list[SheetColumn] = []
    for column in listing.shown:
        if column.kind == "bars":
            made += [SheetColumn(str(name), "percent") for name in column.bars]
        else:
            kind = SHEET_KINDS.get(column.kind, column.kind)
            made.append(SheetColumn(str(column.label), kind, column.width, column.total))
    return made


def export_rows(listing: "RecordList") -> Iterator[list[Any]]:
    """The rows of the whole filter in the order of ``export_columns``."""
    places, written = _plan(listing)
    take = itemgetter(*places) if len(places) > 1 else lambda row: (row[places[0]],)
    for row in listing.export_values():
        made = list(take(row))
        for place, write in written:
            made[place] = write(row)
        yield made


def _plan(listing: "RecordList") -> tuple[list[int], list[tuple[int, Raw]]]:
    """Where each cell comes from, and which cells are not simply taken over."""
    index = {path: place for place, path in enumerate(listing.paths)}
    places: list[int] = []
    written: list[tuple[int, Raw]] = []
    for column in listing.shown:
        if column.kind == "bars":
            own = [index[path] for path in column.paths]
            for number in range(len(column.bars)):
                written.append((len(places), partial(_share, column, own, number)))
                places.append(own[number])
            continue
        raw = _raw(column)
        if raw is not None:
            written.append((len(places), partial(_through, raw, index[column.path])))
        places.append(index[column.path])
    return places, written


def _share(column: Column, own: list[int], number: int, row: tuple[Any, ...]) -> Any:
    return shares(column, tuple([row[place] for place in own]))[number]


def _through(raw: Raw, place: int, row: tuple[Any, ...]) -> Any:
    return raw(row[place])


def _raw(column: Column) -> Raw | None:
    if column.kind in {"state", "choice"}:
        words = column.words()
        return lambda value: words.get(value, value)
    if column.kind == "bool":
        return lambda value: _("Yes") if value else _("No")
    if column.kind == "datetime":
        return _local
    return None


def _local(value: datetime.datetime | None) -> datetime.datetime | None:
    """On the office's clock and without a zone, as a sheet knows instants."""
    if value is None or timezone.is_naive(value):
        return value
    return timezone.localtime(value).replace(tzinfo=None)


def write_file(
    listing: "RecordList", target: Any, rows: Iterable[list[Any]] = (), *, stamp: str = ""
) -> int:
    """Write the whole filter as a workbook, rows as they come; says how many there were.

    A ``stamp`` stands in a last column of every row, so that a part of the file carries it too.
    """
    count, more = listing.count()
    columns, lines = export_columns(listing), rows or export_rows(listing)
    if stamp:
        columns = [*columns, SheetColumn(_("Exported by"), "text", 40)]
        lines = ([*line, stamp] for line in lines)
    return write_table(
        target,
        columns,
        lines,
        sheet=str(listing.title),
        count=None if more else count,
    )
