"""Which stops of an order people may let pass, and which of them were let pass."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from accounts.selectors import may_see
from approvals.models import Request
from approvals.selectors import approved_digests, open_request
from core.clock import business_date, business_today
from core.money import format_money, format_price
from core.secrecy import AMOUNT, COST
from orders.enums import CheckKind, CheckLevel
from orders.models import Order, OrderLine

from .checked_lines import checked_lines
from .checks import Answer, checks_of

STOP_KIND = "orders.stop"
SHOWN_LINES = 8
# What a person with the right to may let pass; everything else has to be mended.
APPROVABLE = frozenset({CheckKind.FLOOR_PRICE, CheckKind.CREDIT, CheckKind.OVERDUE})


def digest_of(order: Order, lines: Sequence[OrderLine]) -> str:
    """Names what an approval is about: customer, terms of money, products, quantities, prices."""
    months = order.retention_months if order.retention_rate else 0
    head = (
        f"{order.customer_id}|{order.currency}|{order.exchange_rate:f}|{order.prices_include_tax}"
        f"|{order.retention_rate:.4f}|{months}"
    )
    parts = [head]
    parts += [
        f"{line.product_id}|{line.quantity:.3f}|{line.unit_price:.8f}|{line.tax_rate:.4f}"
        for line in lines
    ]
    return sha256("\n".join(parts).encode()).hexdigest()


def with_approvals(
    order: Order, lines: Sequence[OrderLine], answers: Sequence[Answer]
) -> list[Answer]:
    """The answers, where a stop that was approved for exactly this content is only a warning."""
    if not any(answer.is_stop and answer.kind in APPROVABLE for answer in answers):
        return list(answers)
    request = approved_digests(order, STOP_KIND).get(digest_of(order, lines))
    if request is None:
        return list(answers)
    covered = set(request.values.get("stops", ()))
    return [_let_pass(answer, request) if _is_covered(answer, covered) else answer
            for answer in answers]  # fmt: skip


def stops_of(order: Order, *, on: date | None = None) -> list[Answer]:
    """What stops the order and may be let pass; nothing where something else stops it too."""
    kept: dict[str, list[Answer]] = order.__dict__.setdefault("_stops", {})
    if "stops" not in kept:
        lines = checked_lines(order)
        day = on or business_today()
        answers = with_approvals(order, lines, checks_of(order, lines, on=day))
        stops = [answer for answer in answers if answer.is_stop]
        is_ours = all(answer.kind in APPROVABLE for answer in stops)
        kept["stops"] = stops if is_ours else []
    return kept["stops"]


def _is_covered(answer: Answer, covered: set[str]) -> bool:
    return answer.is_stop and answer.kind in APPROVABLE and answer.kind in covered


def _let_pass(answer: Answer, request: Request) -> Answer:
    sentence = _("%(why)s Approved by %(who)s on %(day)s.") % {
        "why": answer.sentence,
        "who": request.decided_by,
        "day": business_date(request.decided_at).isoformat() if request.decided_at else "—",
    }
    return replace(answer, level=CheckLevel.WARNING, sentence=sentence)


def request_under_way(order: Order) -> Request | None:
    """The request about the order's stops that waits for a signer or, returned, for its maker."""
    return open_request(order, STOP_KIND)


def stop_facts(request: Request, user: Any) -> list[tuple[Any, Any]]:
    """What a signer decides by: customer, people, and what the machine said."""
    order = request.subject
    if not isinstance(order, Order):
        return []
    facts: list[tuple[Any, Any]] = [
        (_("Customer"), order.customer.name),
        (_("Grade"), order.customer.get_grade_display() or "—"),
        (_("Salesperson"), order.salesperson),
    ]
    if not may_see(user, AMOUNT, order):
        return [*facts, (_("Lines"), order.line_count)]
    facts += [(_("Stopped by"), sentence) for sentence in request.values.get("said", ())]
    net = order.net_amount
    if net and may_see(user, COST, order):
        margin = net - order.cost_amount
        facts.append((_("Gross margin"), f"{margin / net:.1%} · {format_money(margin)}"))
    lines = order.lines.select_related("product").order_by("position")
    facts += [(_("Lines"), _line_fact(line)) for line in lines[:SHOWN_LINES]]
    if order.line_count > SHOWN_LINES:
        facts.append((_("Lines"), _("%(n)s in all") % {"n": order.line_count}))
    return facts


def _line_fact(line: OrderLine) -> str:
    """One line as its signer reads it: what, how many, at what price."""
    quantity = f"{line.quantity.normalize():f}"
    stated = f"{line.order.currency} {format_money(line.stated.gross)}".strip()
    return (
        f"{line.product.code} {line.product.name} · {quantity} {line.unit} × "
        f"{format_price(line.unit_price)} = {stated}"
    )
