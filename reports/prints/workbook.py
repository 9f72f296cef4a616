"""The report as a workbook: figures, one sheet a grouping, charts, no macros."""

from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from reports.enums import COUNT_FIGURES, Figure

from .sheet import (
    GROUP_FIGURES,
    Section,
    basis_of,
    change,
    figures_shown,
    sections_of,
    title_of,
)

MONEY, QUANTITY, PERCENT, COUNT = "#,##0.00;[Red]-#,##0.00", "#,##0.###", "0.0%", "#,##0"
FIGURE_FORMATS = {Figure.QUANTITY: QUANTITY, Figure.MARGIN: PERCENT} | dict.fromkeys(
    COUNT_FIGURES, COUNT
)


def report_workbook(result: dict[str, Any], *, with_cost: bool = True) -> bytes:
    """The bytes of the workbook; ``with_cost`` says whether cost and profit are in it."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    _summary(book, result, figures_shown(with_cost=with_cost))
    for section in sections_of(result):
        _section(book, section, figures_shown(with_cost=with_cost, figures=GROUP_FIGURES))
    book.close()
    return buffer.getvalue()


def _summary(book: xlsxwriter.Workbook, result: dict[str, Any], figures: list[Figure]) -> None:
    sheet = book.add_worksheet(_("Summary"))
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 5, 16)
    sheet.write_string(0, 0, title_of(result), book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, basis_of(result))
    heads = [
        _("Figure"),
        _("This period"),
        _("Previous period"),
        _("Change on previous period"),
        _("Same period last year"),
        _("Change on last year"),
    ]
    head = _head(book)
    for column, text in enumerate(heads):
        sheet.write_string(3, column, text, head)
    for row, figure in enumerate(figures, start=4):
        sheet.write_string(row, 0, str(figure.label))
        now, before, last = (result[part][figure] for part in ("totals", "previous", "last_year"))
        number = book.add_format({"num_format": FIGURE_FORMATS.get(figure, MONEY)})
        percent = book.add_format({"num_format": "+0.0%;[Red]-0.0%;0.0%"})
        for column, value in ((1, now), (2, before), (4, last)):
            _write(sheet, row, column, value, number)
        _write(sheet, row, 3, change(now, before), percent)
        _write(sheet, row, 5, change(now, last), percent)
    row = 5 + len(figures)
    if plan := result["plan"]:
        text = _("Plan %(amount)s · to date %(to_date)s · actual %(actual)s") % plan
        sheet.write_string(row, 0, text)
        row += 1
    if digest := result.get("digest"):
        sheet.write_string(row, 0, _("Digest %(digest)s") % {"digest": digest})
    sheet.freeze_panes(4, 1)


def _section(book: xlsxwriter.Workbook, section: Section, figures: list[Figure]) -> None:
    sheet = book.add_worksheet(section.label[:31].replace("/", "-"))
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 28)
    sheet.set_column(2, len(figures) + 3, 14)
    head = _head(book)
    heads = [_("Code"), section.label, *(str(figure.label) for figure in figures)]
    heads += [_("Amount before"), _("Amount last year")]
    for column, text in enumerate(heads):
        sheet.write_string(0, column, text, head)
    money = book.add_format({"num_format": MONEY})
    for row, entry in enumerate(section.rows, start=1):
        sheet.write_string(row, 0, _plain(entry["key"]))
        sheet.write_string(row, 1, _plain(entry["label"]))
        for column, figure in enumerate(figures, start=2):
            number = book.add_format({"num_format": FIGURE_FORMATS.get(figure, MONEY)})
            _write(sheet, row, column, entry[figure], number)
        _write(sheet, row, len(figures) + 2, entry["previous"]["amount"], money)
        _write(sheet, row, len(figures) + 3, entry["last_year"]["amount"], money)
    count = len(section.rows)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(count, 1), len(heads) - 1)
    if count:
        _total(book, sheet, count, figures)
        _chart(book, sheet, section, len(heads))


def _total(book: xlsxwriter.Workbook, sheet: Any, count: int, figures: list[Figure]) -> None:
    """Sums of the amounts; figures that do not add up (margin, customers) stay empty."""
    adding = {Figure.AMOUNT, Figure.GROSS_PROFIT, Figure.RECEIPTS, Figure.RECEIVABLE}
    bold = book.add_format({"bold": True, "top": 1, "num_format": MONEY})
    sheet.write_string(count + 1, 1, _("Total"), bold)
    columns = [column for column, figure in enumerate(figures, start=2) if figure in adding]
    for column in [*columns, len(figures) + 2, len(figures) + 3]:
        sheet.write_formula(
            count + 1,
            column,
            f"=SUBTOTAL(109,{xlsxwriter.utility.xl_range(1, column, count, column)})",
            bold,
        )


def _chart(book: xlsxwriter.Workbook, sheet: Any, section: Section, columns: int) -> None:
    last = min(len(section.rows), 12)
    name = sheet.get_name()
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": str(Figure.AMOUNT.label),
            "categories": [name, 1, 1, last, 1],
            "values": [name, 1, 2, last, 2],
            "fill": {"color": "#2f55c0"},
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_title({"name": f"{section.label} · {Figure.AMOUNT.label}", "name_font": {"size": 11}})
    sheet.insert_chart(1, columns + 1, chart)


def _head(book: xlsxwriter.Workbook) -> Any:
    return book.add_format({"bold": True, "bg_color": "#f6f7f8", "bottom": 1, "text_wrap": True})


def _plain(text: str | list[str]) -> str:
    return text if isinstance(text, str) else " · ".join(text)


def _write(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    if value is not None:
        sheet.write_number(row, column, float(value), style)
