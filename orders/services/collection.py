"""For which lines money was collected: kept on the lines and their orders, always recomputed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from core.database import exact
from core.money import allocate
from orders.enums import AllocationKind, ReturnStatus
from orders.models import InvoiceLine, Order, OrderLine, Receivable, ReturnLine, ShipmentLine

from .rows import hold_orders

ZERO = Decimal("0.00")
# What one item is owed for, by line, and how much of that came back.
Owed = Mapping[int, Decimal]
# Order, source, shipment and invoice of an item.
Paper = tuple[int, str, int | None, int | None]
# An invoice, and the order it charges.
Charged = tuple[int | None, int]


def collected_recompute(orders: Iterable[int]) -> None:
    """Spread the receipts of these orders over the lines they are owed for, paper by paper.

    Price and retention money of one paper are spread together. By what is still owed for each
    line, largest remainder; money beyond that (goods came back after they were paid) stays with
    the lines that came back. Exact, set-based, without drift.
    """
    wanted = sorted(set(orders))
    if not wanted:
        return
    hold_orders(wanted)  # before their lines, as everybody else
    paid = Sum("allocations__amount", filter=Q(allocations__kind=AllocationKind.RECEIPT))
    items = list(Receivable.objects.filter(order__in=wanted).annotate(paid=paid).exclude(paid=None))
    shipped, returned = _of_shipments({item.shipment_id for item in items if item.shipment_id})
    charged, red = _of_invoices({item.invoice_id for item in items if item.invoice_id})
    by_line: dict[int, Decimal] = defaultdict(Decimal)
    by_order: dict[int, Decimal] = defaultdict(Decimal)
    for (order, _source, shipment, invoice), received in _by_paper(items).items():
        by_order[order] += received
        if shipment:
            owed, back = shipped[shipment], returned[shipment]
        elif invoice:
            owed, back = charged[invoice, order], red[invoice, order]
        else:
            continue
        for line, part in _spread(received, owed, back).items():
            by_line[line] += part
    _write(wanted, by_line, by_order)


def _by_paper(items: Iterable[Any]) -> dict[Paper, Decimal]:
    """What was received for each paper of an order."""
    money = exact(2)
    received: dict[Paper, Decimal] = defaultdict(Decimal)
    for item in items:
        paper = (item.order_id, item.source, item.shipment_id, item.invoice_id)
        received[paper] += money(item.paid)
    return received


def _spread(paid: Decimal, owed: Owed, back: Owed) -> dict[int, Decimal]:
    """The payment over the lines: first what is still owed for, then what came back."""
    lines = sorted(owed)
    kept = [max(owed[line] - back.get(line, ZERO), ZERO) for line in lines]
    first = min(paid, sum(kept, ZERO))
    parts = allocate(first, kept)
    over = paid - first
    if over:
        returned = [min(back.get(line, ZERO), owed[line]) for line in lines]
        weights = returned if any(returned) else [owed[line] for line in lines]
        parts = [a + b for a, b in zip(parts, allocate(over, weights), strict=True)]
    return dict(zip(lines, parts, strict=True))


def _of_shipments(
    shipments: set[int],
) -> tuple[dict[int, dict[int, Decimal]], dict[int, dict[int, Decimal]]]:
    shipped: dict[int, dict[int, Decimal]] = defaultdict(dict)
    returned: dict[int, dict[int, Decimal]] = defaultdict(dict)
    if shipments:
        for row in ShipmentLine.objects.filter(shipment__in=shipments):
            shipped[row.shipment_id][row.line_id] = row.gross_amount
        back = ReturnLine.objects.filter(
            shipment_line__shipment__in=shipments, sales_return__status=ReturnStatus.RECEIVED
        ).select_related("shipment_line")
        for each in back:
            part = each.shipment_line
            of = returned[part.shipment_id]
            of[part.line_id] = of.get(part.line_id, ZERO) + each.gross_amount
    return shipped, returned


def _of_invoices(
    invoices: set[int],
) -> tuple[dict[Charged, dict[int, Decimal]], dict[Charged, dict[int, Decimal]]]:
    """What invoices charge of each order, and what red letters took off, by line."""
    charged: dict[Charged, dict[int, Decimal]] = defaultdict(dict)
    red: dict[Charged, dict[int, Decimal]] = defaultdict(dict)
    if invoices:
        lines = InvoiceLine.objects.select_related("line")
        for row in lines.filter(invoice__in=invoices):
            of = charged[row.invoice_id, row.line.order_id]
            of[row.line_id] = of.get(row.line_id, ZERO) + row.gross_amount
        for row in lines.filter(invoice__red_of__in=invoices).select_related("invoice"):
            of = red[row.invoice.red_of_id, row.line.order_id]
            of[row.line_id] = of.get(row.line_id, ZERO) - row.gross_amount
    return charged, red


def _write(orders: list[int], by_line: Owed, by_order: Owed) -> None:
    lines = []
    for line in OrderLine.objects.filter(order__in=orders).only("pk", "collected_amount"):
        if line.collected_amount != (amount := by_line.get(line.pk, ZERO)):
            line.collected_amount = amount
            lines.append(line)
    OrderLine.objects.bulk_update(lines, ["collected_amount"], batch_size=500)
    for pk in orders:
        Order.objects.filter(pk=pk).update(collected_amount=by_order.get(pk, ZERO))
