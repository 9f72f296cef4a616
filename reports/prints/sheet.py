"""What page, paper and workbook share: titles, sections and how a figure differs from another."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.money import format_money
from orders.enums import Basis
from reports.enums import COST_FIGURES, COUNT_FIGURES, SHORT_KINDS, Figure, GroupKey, ReportKind

TEN_THOUSAND = Decimal(10000)
GROUP_FIGURES = (
    Figure.AMOUNT,
    Figure.QUANTITY,
    Figure.GROSS_PROFIT,
    Figure.MARGIN,
    Figure.ORDERS,
    Figure.CUSTOMERS,
    Figure.NEW_CUSTOMERS,
    Figure.RECEIPTS,
    Figure.RECEIVABLE,
)


@dataclass(frozen=True)
class Section:
    """One grouping of a report: its heading and its rows."""

    key: str
    label: str
    rows: list[dict[str, Any]]


def title_of(result: dict[str, Any]) -> str:
    """'Monthly sales report 2026-10-01 – 2026-10-31'."""
    kind = ReportKind(result["kind"]).label
    days = (
        result["from"] if result["from"] == result["to"] else f"{result['from']} – {result['to']}"
    )
    return _("%(kind)s sales report %(days)s") % {"kind": kind, "days": days}


def basis_of(result: dict[str, Any]) -> str:
    """What the figures count, 口径, in one line."""
    tax = _("tax included") if result["tax"] == "incl" else _("without tax")
    returns = _("returns deducted") if result["returns"] == "in" else _("returns not deducted")
    return _("Basis: %(basis)s · %(tax)s · %(returns)s · CNY") % {
        "basis": Basis(result["basis"]).label,
        "tax": tax,
        "returns": returns,
    }


def plan_of(result: dict[str, Any]) -> str:
    """The plan, what was to be reached by now and what was; '' where there is none."""
    if not result["plan"]:
        return ""
    sentence = _("Plan %(amount)s · to date %(to_date)s · actual %(actual)s")
    if result["kind"] in SHORT_KINDS:
        sentence = _("Plan of the month %(amount)s · to date %(to_date)s · actual %(actual)s")
    return sentence % {name: format_money(Decimal(each)) for name, each in result["plan"].items()}


def sections_of(result: dict[str, Any]) -> list[Section]:
    """The groupings of a frozen report, or the one that was asked for."""
    if "sections" in result:
        return [
            Section(key, str(GroupKey(key).label), rows) for key, rows in result["sections"].items()
        ]
    if not result["groups"]:
        return []
    label = " × ".join(str(GroupKey(key).label) for key in result["by"].split(","))
    return [Section(result["by"], label, result["groups"])]


def figures_of(section: Section, wanted: list[Figure]) -> list[Figure]:
    """Those of the figures that any of the groups has."""
    return [
        figure
        for figure in wanted
        if figure == Figure.AMOUNT or any(row[figure] is not None for row in section.rows)
    ]


def name_of(label: str | list[str]) -> str:
    """A group's name in one line, also where it stands for several keys."""
    return label if isinstance(label, str) else " · ".join(label)


def figures_shown(*, with_cost: bool, figures: tuple[Figure, ...] = tuple(Figure)) -> list[Figure]:
    """The figures for a reader; cost and profit only for who may see them."""
    return [figure for figure in figures if with_cost or figure not in COST_FIGURES]


def change(now: str | int | None, before: str | int | None) -> Decimal | None:
    """How much ``now`` is above ``before``, as a fraction; None where there is no ratio."""
    if now is None or before is None or not Decimal(before):
        return None
    return (Decimal(now) - Decimal(before)) / abs(Decimal(before))


def written(figure: str, value: str | int | None) -> str:
    """A figure as it is read: '1,234.50', '24.8%', '12'; a dash where it does not apply."""
    if value is None:
        return "—"
    if figure in COUNT_FIGURES:
        return f"{int(value):,}"
    if figure == Figure.MARGIN:
        return f"{Decimal(value) * 100:.1f}%".replace("-", "−")
    if figure == Figure.QUANTITY:
        return f"{Decimal(value):,f}".rstrip("0").rstrip(".").replace("-", "−")
    return format_money(Decimal(value))


def ten_thousand(amount: str | Decimal | None) -> str:
    """In 万元, two places."""
    if amount is None:
        return "—"
    return f"{Decimal(amount) / TEN_THOUSAND:,.2f}".replace("-", "−")


def points(now: str | int | None, before: str | int | None) -> Decimal | None:
    """The difference of two rates in percentage points."""
    if now is None or before is None:
        return None
    return (Decimal(now) - Decimal(before)) * 100


def written_change(
    now: str | int | None, before: str | int | None, figure: str = Figure.AMOUNT
) -> str:
    """The change as signed percent, of a rate as points; a dash where there is none."""
    if figure == Figure.MARGIN:
        moved = points(now, before)
        if moved is None:
            return "—"
        return _("%(change)s points") % {"change": f"{moved:+.1f}".replace("-", "−")}
    fraction = change(now, before)
    return "—" if fraction is None else f"{fraction * 100:+.1f}%".replace("-", "−")
