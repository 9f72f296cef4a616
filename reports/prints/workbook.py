"""The report as a workbook: figures with charts, one sheet a grouping, no macros."""

from io import BytesIO
from typing import Any

import xlsxwriter
from django.conf import settings
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_range

from core.excel.cells import places_of
from reports.enums import COUNT_FIGURES, Figure

from .sheet import (
    GROUP_FIGURES,
    Section,
    basis_of,
    change,
    figures_of,
    figures_shown,
    name_of,
    plan_of,
    points,
    sections_of,
    title_of,
)

MONEY, QUANTITY, PERCENT, COUNT = "#,##0.00;[Red]-#,##0.00", "#,##0.###", "0.0%", "#,##0"
CHANGE = "+0.0%;[Red]-0.0%;0.0%"
FIGURE_FORMATS = {Figure.QUANTITY: QUANTITY, Figure.MARGIN: PERCENT} | dict.fromkeys(
    COUNT_FIGURES, COUNT
)
ADDING = {Figure.AMOUNT, Figure.GROSS_PROFIT, Figure.RECEIPTS, Figure.RECEIVABLE}
HEADS, TOP = 4, 12
A4 = 9


class Sheets:
    """The workbook under way and its formats, each made once."""

    def __init__(self, book: xlsxwriter.Workbook, result: dict[str, Any]) -> None:
        self.book, self.result = book, result
        self.formats: dict[tuple[Any, ...], Any] = {}

    def style(self, number: str = "", **more: Any) -> Any:
        """A format by what it says."""
        key = (number, *more.items())
        if key not in self.formats:
            facts = {"num_format": number} if number else {}
            self.formats[key] = self.book.add_format({**facts, **more})
        return self.formats[key]

    def add(self, name: str, *, repeat: int) -> Any:
        """A sheet that prints on A4 with the company above and the page below."""
        sheet = self.book.add_worksheet(name[:31].replace("/", "-"))
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(repeat)
        company = settings.COMPANY_NAME.replace("&", "&&")
        sheet.set_header(f"&L{company}&C{title_of(self.result)}&R&A")
        sheet.set_footer(f"&L{basis_of(self.result)}&R&P / &N")
        return sheet

    def head(self, sheet: Any, row: int, heads: list[str]) -> None:
        """A row of headings."""
        style = self.style(
            bold=True, bg_color="#f6f7f8", bottom=1, text_wrap=True, valign="vcenter"
        )
        for column, text in enumerate(heads):
            sheet.write_string(row, column, text, style)

    def write(self, sheet: Any, row: int, column: int, value: Any, number: str) -> None:
        """A number; a figure that does not apply stays empty."""
        if value is not None:
            sheet.write_number(row, column, float(value), self.style(number))

    def write_change(
        self, sheet: Any, place: tuple[int, int], now: Any, before: Any, figure: str
    ) -> None:
        """The change as percent, of a rate as points."""
        row, column = place
        if figure == Figure.MARGIN:
            word = (_("%(change)s points") % {"change": ""}).strip()
            number = f'+0.0" {word}";[Red]-0.0" {word}";0.0" {word}"'
            self.write(sheet, row, column, points(now, before), number)
        else:
            self.write(sheet, row, column, change(now, before), CHANGE)


def report_workbook(result: dict[str, Any], *, with_cost: bool = True) -> bytes:
    """The bytes of the workbook; ``with_cost`` says whether cost and profit are in it."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    sheets = Sheets(book, result)
    summary = sheets.add(_("Summary"), repeat=HEADS - 1)
    row = _summary(sheets, summary, figures_shown(with_cost=with_cost))
    wanted = figures_shown(with_cost=with_cost, figures=GROUP_FIGURES)
    for place, section in enumerate(sections_of(result)):
        sheet = _section(sheets, section, figures_of(section, wanted))
        if section.rows:
            chart = _chart(book, sheet.get_name(), section)
            summary.insert_chart(row + place // 2 * 16, place % 2 * 3, chart)
    book.close()
    return buffer.getvalue()


def _summary(sheets: Sheets, sheet: Any, figures: list[Figure]) -> int:
    """The figures; answers the first free row."""
    result = sheets.result
    sheet.set_column(0, 5, 20)
    if settings.COMPANY_NAME:
        sheet.write_string(0, 0, settings.COMPANY_NAME)
    sheet.write_string(1, 0, title_of(result), sheets.style(bold=True, font_size=14))
    sheet.write_string(2, 0, basis_of(result))
    heads = [
        _("Figure"),
        _("This period"),
        _("Previous period"),
        _("Change on previous period"),
        _("Same period last year"),
        _("Change on last year"),
    ]
    sheets.head(sheet, HEADS - 1, heads)
    for row, figure in enumerate(figures, start=HEADS):
        sheet.write_string(row, 0, str(figure.label))
        now, before, last = (result[part][figure] for part in ("totals", "previous", "last_year"))
        number = FIGURE_FORMATS.get(figure, MONEY)
        for column, value in ((1, now), (2, before), (4, last)):
            sheets.write(sheet, row, column, value, number)
        sheets.write_change(sheet, (row, 3), now, before, figure)
        sheets.write_change(sheet, (row, 5), now, last, figure)
    row = HEADS + len(figures) + 1
    if plan := plan_of(result):
        sheet.write_string(row, 0, plan)
        row += 1
    if digest := result.get("digest"):
        sheet.write_string(row, 0, _("Digest %(digest)s") % {"digest": digest})
        row += 1
    sheet.freeze_panes(HEADS, 1)
    return row + 1


def _section(sheets: Sheets, section: Section, figures: list[Figure]) -> Any:
    sheet = sheets.add(section.label, repeat=0)
    heads = [_("Code"), section.label, *(str(figure.label) for figure in figures)]
    first = len(heads)
    heads += [
        _("Amount before"),
        _("Change on previous period"),
        _("Amount last year"),
        _("Change on last year"),
    ]
    sheets.head(sheet, 0, heads)
    for row, entry in enumerate(section.rows, start=1):
        sheet.write_string(row, 0, name_of(entry["key"]))
        sheet.write_string(row, 1, name_of(entry["label"]))
        for column, figure in enumerate(figures, start=2):
            sheets.write(sheet, row, column, entry[figure], FIGURE_FORMATS.get(figure, MONEY))
        for column, part in ((first, "previous"), (first + 2, "last_year")):
            before = entry[part]["amount"]
            sheets.write(sheet, row, column, before, MONEY)
            sheets.write_change(sheet, (row, column + 1), entry["amount"], before, Figure.AMOUNT)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, max(12, *(width_of(row["label"]) for row in section.rows), 0) + 2)
    sheet.set_column(2, len(heads) - 1, 16)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(section.rows), 1), len(heads) - 1)
    if section.rows:
        _total(sheets, sheet, section, figures, first)
    return sheet


def width_of(label: str | list[str]) -> int:
    """How wide a name stands."""
    return min(places_of(name_of(label)), 40)


def _total(sheets: Sheets, sheet: Any, section: Section, figures: list[Figure], first: int) -> None:
    """Sums of the amounts shown; figures that do not add up (margin, customers) stay empty."""
    count = len(section.rows)
    bold = sheets.style(MONEY, bold=True, top=1)
    for column in range(first + 4):
        sheet.write_blank(count + 1, column, None, bold)
    sheet.write_string(count + 1, 1, _("Total"), bold)
    sums = {
        column: sum(float(row[figure]) for row in section.rows)
        for column, figure in enumerate(figures, start=2)
        if figure in ADDING
    }
    for column, part in ((first, "previous"), (first + 2, "last_year")):
        sums[column] = sum(float(row[part]["amount"]) for row in section.rows)
    for column, value in sums.items():
        formula = f"=SUBTOTAL(109,{xl_range(1, column, count, column)})"
        sheet.write_formula(count + 1, column, formula, bold, round(value, 2))


def _chart(book: xlsxwriter.Workbook, name: str, section: Section) -> Any:
    """The largest groups of a sheet; it stands on the first sheet."""
    last = min(len(section.rows), TOP)
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": str(Figure.AMOUNT.label),
            "categories": [name, 1, 1, last, 1],
            "values": [name, 1, 2, last, 2],
            "fill": {"color": "#2f55c0"},
            "gap": 60,
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "line": {"none": True}})
    chart.set_x_axis(
        {"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#e3e6ea"}}}
    )
    chart.set_title({"name": f"{section.label} · {Figure.AMOUNT.label}", "name_font": {"size": 11}})
    chart.set_size({"width": 430, "height": 310})
    return chart
