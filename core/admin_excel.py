"""Import and export of reference data in the admin: what begins with = + - @ arrives as text."""

import csv
from io import BytesIO, StringIO
from numbers import Number
from typing import Any

import xlsxwriter
from import_export.admin import ImportExportModelAdmin
from import_export.formats import base_formats
from tablib import Dataset

LIVE = ("=", "+", "-", "@", "\t", "\r")
TEXT_MARK = "'"


class Workbook(base_formats.XLSX):
    """``.xlsx`` whose text is text and whose numbers are numbers."""

    def get_title(self) -> str:
        return "xlsx"

    def export_data(self, dataset: Dataset, **kwargs: Any) -> bytes:
        out = BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet()
        heading = book.add_format({"bold": True})
        for at, name in enumerate(dataset.headers or []):
            sheet.write_string(0, at, str(name), heading)
            sheet.set_column(at, at, max(12, len(str(name)) * 2))
        for line, row in enumerate(dataset, start=1):
            for at, value in enumerate(row):
                _write(sheet, line, at, value)
        sheet.freeze_panes(1, 0)
        book.close()
        return out.getvalue()


def _write(sheet: Any, line: int, at: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, at, value)
    elif isinstance(value, Number):
        sheet.write_number(line, at, float(value))  # type: ignore[arg-type]
    elif hasattr(value, "isoformat"):
        sheet.write_datetime(line, at, value)
    else:
        sheet.write_string(line, at, str(value))


class CommaText(base_formats.CSV):
    """``.csv`` in UTF-8 with its mark for Excel; text that would run is marked with an apostrophe,
    which is taken off again when the file comes back.
    """

    def get_title(self) -> str:
        return "csv"

    def export_data(self, dataset: Dataset, **kwargs: Any) -> str:
        out = StringIO()
        out.write("\ufeff")
        writer = csv.writer(out)
        writer.writerow(_marked(name) for name in dataset.headers or [])
        for row in dataset:
            writer.writerow(_marked(value) for value in row)
        return out.getvalue()

    def create_dataset(self, in_stream: str | bytes, **kwargs: Any) -> Dataset:
        text = in_stream.decode("utf-8-sig") if isinstance(in_stream, bytes) else in_stream
        rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"))))
        dataset = Dataset()
        dataset.headers = [_unmarked(name) for name in rows[0]] if rows else []
        for row in rows[1:]:
            dataset.append([_unmarked(value) for value in row])
        return dataset


def _marked(value: Any) -> Any:
    if not isinstance(value, str) or not value.startswith(LIVE) or _is_number(value):
        return value
    return TEXT_MARK + value


def _unmarked(value: str) -> str:
    is_marked = value.startswith(TEXT_MARK) and value[1:].startswith(LIVE)
    return value[1:] if is_marked else value


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return value[0] in "-+" and value[1:2].isdigit()


# The library keeps numbers and dates native only for formats it knows by type.
base_formats.BINARY_FORMATS.append(Workbook)


class ExcelAdmin(ImportExportModelAdmin):
    """Mixed into an admin of reference data: import with preview, export that is safe to open."""

    formats = (Workbook, CommaText)
    import_formats = formats
    export_formats = formats

    def has_import_permission(self, request: Any) -> bool:
        return bool(self.has_change_permission(request))

    def has_export_permission(self, request: Any) -> bool:
        return bool(self.has_view_permission(request))

    def get_valid_export_item_pks(self, request: Any) -> list[Any]:
        return list(self.get_queryset(request).values_list("pk", flat=True))
