"""A report's figures: a period beside the one before and the same one last year, as plain values.

Amounts and prices are strings with two decimals, quantities with three, margins with four;
None stands where a figure does not apply, such as a quantity of mixed units.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from core import periods
from core.money import round_money
from orders.enums import Basis
from orders.selectors.figures import (
    Counts,
    Measure,
    Money,
    Sums,
    counts,
    sums,
    whole,
)

from .labels import labels_of
from .plans import plan_of

Span = tuple[date, date]
Figures = dict[str, Any]

ADDITIVE = ("amount", "quantity", "cost", "gross_profit", "margin", "average_price")
COUNTED = ("orders", "customers", "new_customers")
MONEY = ("receipts", "receivable")
ALL_FIGURES = (*ADDITIVE, *COUNTED, *MONEY)


@dataclass(frozen=True)
class Question:
    """Which period, by which basis, grouped by what (none, one or several keys)."""

    kind: str
    on: date
    basis: str = Basis.ORDER
    includes_tax: bool = True
    includes_returns: bool = True
    by: tuple[str, ...] = ()
    figures: tuple[str, ...] = ALL_FIGURES
    where: dict[str, Any] = field(default_factory=dict)
    # The day it is asked on: of a period that still runs, the plan counts up to it.
    today: date | None = None

    @property
    def measure(self) -> Measure:
        """The measure of the orders' figures."""
        return Measure(self.basis, self.includes_tax, self.includes_returns, self.where)

    def spans(self) -> dict[str, Span]:
        """The period, the one before and the same one last year."""
        return {
            "current": periods.span(self.kind, self.on),
            "previous": periods.previous_span(self.kind, self.on),
            "last_year": periods.last_year_span(self.kind, self.on),
        }


def answer(question: Question, money: Money | None = None) -> dict[str, Any]:
    """The whole report as plain values, with its digest. Facts must be fresh.

    ``money`` is of the question's measure, for who asks several questions about one period.
    """
    spans = question.spans()
    money = money or Money(question.measure, question.by)
    summed = _summed(question, spans)
    totals = _totals(question, spans, summed, money)
    from_on, to_on = spans["current"]
    known = whole(summed["current"]) if summed else None
    measure, today = question.measure, question.today
    result = {
        "kind": question.kind,
        "on": question.on.isoformat(),
        "from": from_on.isoformat(),
        "to": to_on.isoformat(),
        "basis": str(question.basis),
        "tax": "incl" if question.includes_tax else "excl",
        "returns": "in" if question.includes_returns else "out",
        "by": ",".join(question.by) or None,
        "totals": totals["current"],
        "previous": totals["previous"],
        "last_year": totals["last_year"],
        "plan": plan_of(measure, question.kind, spans["current"], until=today, known=known),
        "groups": _rows(question, spans, summed, money) if question.by else [],
    }
    return {**result, "digest": digest_of(result)}


def compared(question: Question) -> dict[str, Figures]:
    """The figures asked for alone: of the period, the one before and the same one last year."""
    spans = question.spans()
    return _totals(question, spans, _summed(question, spans), Money(question.measure))


def digest_of(result: dict[str, Any]) -> str:
    """SHA-256 of the figures in canonical form, the digest itself left out."""
    plain = {key: value for key, value in result.items() if key != "digest"}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _summed(question: Question, spans: dict[str, Span]) -> dict[str, dict[Any, Sums]]:
    """The sums of each span by group, asked for once: a total is the sum of its groups."""
    if not set(question.figures) & set(ADDITIVE):
        return {}
    return {
        name: sums(span=span, measure=question.measure, keys=question.by)
        for name, span in spans.items()
    }


def _totals(
    question: Question,
    spans: dict[str, Span],
    summed: dict[str, dict[Any, Sums]],
    money: Money,
) -> dict[str, Figures]:
    """The figures of each span without its groups."""
    return {
        name: _groups(question, span, (), {(): whole(summed.get(name, {}))}, money)[()]
        for name, span in spans.items()
    }


def _rows(
    question: Question,
    spans: dict[str, Span],
    summed: dict[str, dict[Any, Sums]],
    money: Money,
) -> list[dict[str, Any]]:
    found = {
        name: _groups(question, span, question.by, summed.get(name, {}), money)
        for name, span in spans.items()
    }
    empty = _figures(question, (), summed=Sums(), counted=Counts(), received=None, owed=None)
    groups = {group for part in found.values() for group in part}
    names = labels_of(question.by, groups)
    rows = []
    for group in groups:
        key, label = names[group]
        rows.append(
            {
                "key": key,
                "label": label,
                **found["current"].get(group, empty),
                "previous": found["previous"].get(group, empty),
                "last_year": found["last_year"].get(group, empty),
            }
        )
    if "amount" in question.figures:
        rows.sort(key=lambda row: (-Decimal(row["amount"]), str(row["key"])))
    return rows


def _groups(
    question: Question,
    span: Span,
    keys: tuple[str, ...],
    summed: dict[Any, Sums],
    money: Money,
) -> dict[Any, Figures]:
    """Figures by group of ids; the total alone is the group without keys."""
    measure, asked = question.measure, set(question.figures)
    counted = counts(span=span, measure=measure, keys=keys) if asked & set(COUNTED) else {}
    received = money.receipts(span, keys) if "receipts" in asked else None
    owed = money.outstanding(span[1], keys) if "receivable" in asked else None
    moved = {group for group, each in summed.items() if each}
    groups = {*moved, *counted, *_busy(received), *_busy(owed)} if keys else {()}
    nothing, nobody = Sums(), Counts()
    return {
        group: _figures(
            question,
            group,
            summed=summed.get(group, nothing),
            counted=counted.get(group, nobody),
            received=received,
            owed=owed,
        )
        for group in groups
    }


def _busy(amounts: dict[Any, Decimal] | None) -> set[Any]:
    return {group for group, amount in (amounts or {}).items() if amount}


def _figures(
    question: Question,
    group: Any,
    *,
    summed: Sums,
    counted: Counts,
    received: dict[Any, Decimal] | None,
    owed: dict[Any, Decimal] | None,
) -> Figures:
    amount = summed.gross if question.includes_tax else summed.net
    quantity = summed.quantity
    zero = Decimal(0)
    values: Figures = {
        "amount": _money(amount),
        "quantity": None if quantity is None else f"{quantity:.3f}",
        "cost": _money(summed.cost),
        "gross_profit": _money(summed.profit),
        "margin": f"{summed.profit / summed.net:.4f}" if summed.net else None,
        "orders": counted.orders,
        "customers": counted.customers,
        "new_customers": counted.new_customers,
        "average_price": _money(round_money(amount / quantity)) if quantity else None,
        "receipts": None if received is None else _money(received.get(group, zero)),
        "receivable": None if owed is None else _money(owed.get(group, zero)),
    }
    if len(question.figures) == len(ALL_FIGURES):
        return values
    return {name: values[name] for name in question.figures}


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"
