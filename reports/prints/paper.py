"""What page and paper show of a report: cells in reading order, written."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from core.printing import render_pdf
from reports.enums import Figure

from .bars import bars_of
from .sheet import (
    GROUP_FIGURES,
    Section,
    basis_of,
    figures_of,
    figures_shown,
    name_of,
    plan_of,
    sections_of,
    title_of,
    written,
    written_change,
)

# Answers where the rows behind a figure are, of a part of the report and of a group.
Lead = Callable[[str, str, Mapping[str, str]], str]
PAPER_FIGURES = tuple(
    figure for figure in GROUP_FIGURES if figure not in {Figure.QUANTITY, Figure.NEW_CUSTOMERS}
)


class Cell(NamedTuple):
    """A figure as it is read, where its rows are, and whether it is a change."""

    text: str
    url: str = ""
    is_change: bool = False


def nowhere(_figure: str, _part: str, _group: Mapping[str, str]) -> str:
    """Paper leads nowhere."""
    return ""


def report_pdf(result: dict[str, Any], *, with_cost: bool = True) -> bytes:
    """The bytes of the PDF; ``with_cost`` says whether cost and profit are on it."""
    context = paper_context(result, with_cost=with_cost, figures=PAPER_FIGURES)
    return render_pdf("reports/print_report.html", {**context, "company": settings.COMPANY_NAME})


def paper_context(
    result: dict[str, Any],
    *,
    with_cost: bool,
    figures: tuple[Figure, ...] = GROUP_FIGURES,
    lead: Lead = nowhere,
) -> dict[str, Any]:
    """What form and page show; ``lead`` says where the rows behind a figure are."""
    shown = figures_shown(with_cost=with_cost)
    wanted = figures_shown(with_cost=with_cost, figures=figures)
    return {
        "title": title_of(result),
        "basis": basis_of(result),
        "digest": result.get("digest", ""),
        "plan": plan_of(result),
        "totals": [_total_row(result, figure, lead) for figure in shown],
        "sections": [_section(result, section, wanted, lead) for section in sections_of(result)],
    }


def _total_row(result: dict[str, Any], figure: Figure, lead: Lead) -> tuple[Any, list[Cell]]:
    parts = ("totals", "previous", "last_year")
    now, before, last = (result[part][figure] for part in parts)
    first, second, third = (
        Cell(written(figure, result[part][figure]), lead(figure, part, {})) for part in parts
    )
    change = Cell(written_change(now, before, figure), is_change=True)
    change_last = Cell(written_change(now, last, figure), is_change=True)
    return figure.label, [first, second, change, third, change_last]


def _section(
    result: dict[str, Any], section: Section, wanted: list[Figure], lead: Lead
) -> dict[str, Any]:
    """A grouping: its columns, a row for each group, and the total of the whole report."""
    figures = figures_of(section, wanted)
    keys = section.key.split(",")
    columns: list[Any] = []
    for figure in figures:
        columns.append(figure.label)
        if figure == Figure.AMOUNT:
            columns += [_("Change on previous period"), _("Change on last year")]
    rows = []
    for row in section.rows:
        codes = row["key"] if isinstance(row["key"], list) else [row["key"]]
        group = dict(zip(keys, codes, strict=True))
        cells = _cells(figures, row, row, _leading(lead, group))
        rows.append((Cell(name_of(row["label"]), cells[0].url), cells))
    whole = _cells(figures, result["totals"], result, _leading(lead, {}))
    return {
        "key": section.key,
        "label": section.label,
        "columns": columns,
        "rows": rows,
        "whole": whole if rows else [],
        "bars": bars_of(section.rows),
    }


def _leading(lead: Lead, group: Mapping[str, str]) -> Callable[[str], str]:
    return lambda figure: lead(figure, "totals", group)


def _cells(
    figures: list[Figure],
    values: Mapping[str, Any],
    around: Mapping[str, Any],
    address: Callable[[str], str],
) -> list[Cell]:
    """The figures of a group; beside the amount how it changed."""
    cells = []
    for figure in figures:
        now = values[figure]
        cells.append(Cell(written(figure, now), address(figure) if now is not None else ""))
        if figure == Figure.AMOUNT:
            for part in ("previous", "last_year"):
                text = written_change(now, around[part][figure], figure)
                cells.append(Cell(text, is_change=True))
    return cells
