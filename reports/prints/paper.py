"""The report on A4."""

from typing import Any

from core.printing import render_pdf
from reports.enums import Figure

from .sheet import (
    GROUP_FIGURES,
    basis_of,
    figures_shown,
    name_of,
    sections_of,
    title_of,
    written,
    written_change,
)

PAPER_FIGURES = tuple(
    figure for figure in GROUP_FIGURES if figure not in {Figure.QUANTITY, Figure.NEW_CUSTOMERS}
)


def report_pdf(result: dict[str, Any], *, with_cost: bool = True) -> bytes:
    """The bytes of the PDF; ``with_cost`` says whether cost and profit are on it."""
    return render_pdf("reports/print_report.html", paper_context(result, with_cost=with_cost))


def paper_context(
    result: dict[str, Any], *, with_cost: bool, links: dict[str, dict[str, str]] | None = None
) -> dict[str, Any]:
    """What form and page show: cells in reading order, written; ``links`` lead groups to rows."""
    links = links or {}
    shown = figures_shown(with_cost=with_cost)
    columns = figures_shown(with_cost=with_cost, figures=PAPER_FIGURES)
    return {
        "title": title_of(result),
        "basis": basis_of(result),
        "digest": result.get("digest", ""),
        "plan": result["plan"],
        "totals": [_total_row(result, figure) for figure in shown],
        "columns": [figure.label for figure in columns],
        "sections": [
            {
                "key": section.key,
                "label": section.label,
                "rows": [
                    (
                        name_of(row["label"]),
                        links.get(section.key, {}).get(str(row["key"]), ""),
                        [written(figure, row[figure]) for figure in columns],
                    )
                    for row in section.rows
                ],
            }
            for section in sections_of(result)
        ],
    }


def _total_row(result: dict[str, Any], figure: Figure) -> tuple[Any, ...]:
    now, before, last = (result[part][figure] for part in ("totals", "previous", "last_year"))
    return (
        figure.label,
        written(figure, now),
        written(figure, before),
        written_change(now, before),
        written(figure, last),
        written_change(now, last),
    )
