"""An empty form to fill in: headings, an example row, pick-lists and what each column means."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from core.excel.cells import NUMBER_FORMATS, SheetColumn
from core.excel.writing import HEAD_GROUND, sheet_name

LAST_ROW = 5_000
LONGEST_LIST = 255


@dataclass(frozen=True)
class TemplateColumn:
    """A column to be filled in by a person."""

    heading: str
    kind: str = "text"
    required: bool = False
    example: str = ""
    hint: str = ""
    choices: Sequence[str] = field(default_factory=tuple)


def write_template(
    target: Path | str | BinaryIO,
    columns: Sequence[TemplateColumn],
    *,
    sheet: str = "",
    notes: Sequence[str] = (),
) -> None:
    """The first sheet is filled in, the second explains, a hidden one holds long pick-lists."""
    book = xlsxwriter.Workbook(
        str(target) if isinstance(target, Path) else target,
        {"strings_to_formulas": False, "strings_to_urls": False},
    )
    page = book.add_worksheet(sheet_name(sheet))
    _write_guide(book, columns, notes)
    lists = None
    head = book.add_format({"bold": True, "bg_color": HEAD_GROUND, "bottom": 1})
    page.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        text_kind = column.kind not in NUMBER_FORMATS or column.kind == "number"
        shape = book.add_format({"num_format": "@" if text_kind else NUMBER_FORMATS[column.kind]})
        width = SheetColumn(column.heading, column.kind).column_width
        page.set_column(place, place, max(width, min(len(column.example) + 2, 40)), shape)
        page.write_string(0, place, column.heading + ("*" if column.required else ""), head)
        if column.example:
            page.write_string(1, place, column.example, shape)
        if not column.choices:
            continue
        source: str | list[str] = list(column.choices)
        if len(",".join(column.choices)) > LONGEST_LIST or any("," in c for c in column.choices):
            lists = lists or book.add_worksheet("_lists")
            lists.hide()
            lists.write_column(0, place, column.choices)
            cells = xlsxwriter.utility.xl_range_abs(0, place, len(column.choices) - 1, place)
            source = f"=_lists!{cells}"
        page.data_validation(1, place, LAST_ROW, place, {"validate": "list", "source": source})
    book.close()


def _write_guide(
    book: xlsxwriter.Workbook, columns: Sequence[TemplateColumn], notes: Sequence[str]
) -> None:
    page = book.add_worksheet(sheet_name(_("Guide")))
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "bg_color": HEAD_GROUND})
    page.set_column(0, 1, 22, wrap)
    page.set_column(2, 2, 70, wrap)
    row = 0
    for note in notes:
        page.merge_range(row, 0, row, 2, note, wrap)
        row += 1
    for place, heading in enumerate((_("Column"), _("Required"), _("What it takes"))):
        page.write_string(row, place, heading, bold)
    for column in columns:
        row += 1
        page.write_string(row, 0, column.heading, wrap)
        page.write_string(row, 1, _("yes") if column.required else "", wrap)
        page.write_string(row, 2, column.hint or "、".join(column.choices[:20]), wrap)
