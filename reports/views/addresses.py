"""Where the rows behind a figure are."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from core import periods
from reports.enums import Figure
from reports.selectors import ids_of

Span = tuple[date, date]
Where = Mapping[str, int | None]
# Answers the address of a figure, of a part of the report and of a group's keys by their names.
Lead = Callable[[str, str, Mapping[str, str]], str]
MONEY_KEYS = {"salesperson", "region", "customer", "customer_class"}
NONE = "none"


def rows_of_movements(
    figure: str, span: Span, asked: Mapping[str, Any], where: Where | None = None
) -> str:
    """The movements that a figure counts; ``asked`` names the basis and the returns."""
    days = f"{span[0]:%Y-%m-%d}..{span[1]:%Y-%m-%d}"
    query: dict[str, Any] = {"moved_on": days, "basis": asked["basis"]}
    if figure == Figure.NEW_CUSTOMERS:
        query = {"first_sold_on": days, "basis": asked["basis"]}
    if asked["returns"] == "out":
        query["returns"] = "0"
    return f"{reverse('orders:sales_movement_list')}?{urlencode(query | written(where))}"


def rows_of_receipts(span: Span, where: Where | None = None) -> str:
    """What came in and what was reversed in a period."""
    query = {"moved_on": f"{span[0]:%Y-%m-%d}..{span[1]:%Y-%m-%d}"} | written(where)
    return f"{reverse('orders:receipt_flow')}?{urlencode(query)}"


def rows_owed(on: date, where: Where | None = None) -> str:
    """What was owed on a day, customer by customer."""
    query = {"on": on.isoformat()} | written(where)
    return f"{reverse('orders:receivable_ageing')}?{urlencode(query)}"


def written(where: Where | None) -> dict[str, str]:
    """The keys as an address has them; records without a value are ``none``."""
    return {key: NONE if pk is None else str(pk) for key, pk in (where or {}).items()}


def address_of(figure: str, span: Span, asked: Mapping[str, Any], where: Where) -> str:
    """The rows behind any figure of a report; '' where it does not apply."""
    if figure not in {Figure.RECEIPTS, Figure.RECEIVABLE}:
        return rows_of_movements(figure, span, asked, where)
    if not set(where) <= MONEY_KEYS:
        return ""
    return rows_of_receipts(span, where) if figure == Figure.RECEIPTS else rows_owed(span[1], where)


def lead_of(result: dict[str, Any]) -> Lead:
    """For a report, where the rows behind each of its figures are.

    Reads the records behind all groups at once.
    """
    spans = spans_of(result)
    known = {key: ids_of(key, codes) for key, codes in _codes_of(result).items()}

    def lead(figure: str, part: str, group: Mapping[str, str]) -> str:
        where: dict[str, int | None] = {}
        for key, code in group.items():
            if code and code not in known.get(key, {}):
                return ""
            where[key] = known[key][code] if code else None
        return address_of(figure, spans[part], result, where)

    return lead


def spans_of(result: dict[str, Any]) -> dict[str, Span]:
    """The days of the period, of the one before and of the same one last year."""
    kind, on = result["kind"], date.fromisoformat(result["on"])
    return {
        "totals": (date.fromisoformat(result["from"]), date.fromisoformat(result["to"])),
        "previous": periods.previous_span(kind, on),
        "last_year": periods.last_year_span(kind, on),
    }


def _codes_of(result: dict[str, Any]) -> dict[str, set[str]]:
    sections = result.get("sections") or {result["by"]: result["groups"]}
    found: dict[str, set[str]] = {}
    for by, rows in sections.items():
        for place, key in enumerate((by or "").split(",")):
            for row in rows:
                codes = row["key"] if isinstance(row["key"], list) else [row["key"]]
                found.setdefault(key, set()).add(codes[place])
    return found
