"""The same list as rows for Excel: raw days and decimals, choices in words."""

import datetime
from collections.abc import Callable, Iterator
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
    writers = [_written(listing, column) for column in listing.shown]
    for row in listing.export_values():
        made: list[Any] = []
        for write in writers:
            made += write(row)
        yield made


def _written(listing: "RecordList", column: Column) -> Callable[[tuple[Any, ...]], list[Any]]:
    places = [listing.paths.index(path) for path in column.paths]
    if column.kind == "bars":
        return lambda row: shares(column, tuple([row[place] for place in places]))
    raw, first = _raw(column), places[0]
    return lambda row: [raw(row[first])]


def _raw(column: Column) -> Raw:
    if column.kind in {"state", "choice"}:
        words = column.words()
        return lambda value: words.get(value, value)
    if column.kind == "bool":
        return lambda value: _("Yes") if value else _("No")
    if column.kind == "datetime":
        return _local
    return lambda value: value


def _local(value: datetime.datetime | None) -> datetime.datetime | None:
    """On the office's clock and without a zone, as a sheet knows instants."""
    if value is None or timezone.is_naive(value):
        return value
    return timezone.localtime(value).replace(tzinfo=None)


def write_file(listing: "RecordList", target: Any) -> int:
    """Write the whole filter as a workbook, rows as they come; says how many there were."""
    count, more = listing.count()
    return write_table(
        target,
        export_columns(listing),
        export_rows(listing),
        sheet=str(listing.title),
        count=None if more else count,
    )
