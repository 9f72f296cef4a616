"""What the machine says of an order before a person verifies it."""

from collections.abc import Sequence
from datetime import date

from orders.enums import CheckKind
from orders.models import Order, OrderLine, SalesPolicy
from orders.selectors.policy import sales_policy

from . import credit, delivery, papers, prices
from .asked import Answer, Asked, Check
from .compared import LineCompared, lines_compared

__all__ = ["Answer", "Asked", "LineCompared", "answers_to", "checks_of", "lines_compared"]

CHECKS = [
    Check(CheckKind.COMPLETE, papers.incomplete, papers.complete),
    Check(CheckKind.PRODUCT, papers.withdrawn, papers.on_sale),
    Check(CheckKind.QUANTITY, papers.not_positive, papers.positive),
    Check(CheckKind.LIST_PRICE, prices.off_list, prices.list_kept),
    Check(CheckKind.LAST_PRICE, prices.off_last, prices.last_kept),
    Check(CheckKind.FLOOR_PRICE, prices.under_floor, prices.floors_kept),
    Check(CheckKind.TAX_RATE, prices.other_tax, prices.tax_kept),
    Check(CheckKind.DELIVERY, delivery.not_feasible, delivery.feasible),
    Check(CheckKind.CREDIT, credit.over_credit, credit.within_credit),
    Check(CheckKind.OVERDUE, credit.overdue, credit.nothing_overdue),
    Check(CheckKind.RETENTION, credit.other_retention, credit.retention_kept),
    Check(CheckKind.DUPLICATE, papers.seen_before, papers.not_seen),
    Check(CheckKind.RECEIVED, papers.lain_long, papers.came_lately),
    Check(CheckKind.BLOCKED, credit.blocked, credit.not_blocked),
]


def checks_of(
    order: Order,
    lines: Sequence[OrderLine],
    *,
    on: date,
    policy: SalesPolicy | None = None,
) -> list[Answer]:
    """Every check of the order as of that day; each that finds nothing says why it passes.

    ``lines`` are its ``checked_lines``; the number of queries does not grow with them.
    """
    return answers_to(Asked(order, lines, on, policy or sales_policy()))


def answers_to(asked: Asked) -> list[Answer]:
    """The same of what was asked, so that what the checks read can be shown beside them."""
    return [answer for check in CHECKS for answer in check.answers(asked)]
