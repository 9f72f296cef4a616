"""What became of an order, in one line of time."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Q, Sum

from core.database import exact
from core.ui import Happening, Timeline, Trail
from orders.enums import AllocationKind, Event
from orders.models import (
    Allocation,
    HandOver,
    Invoice,
    InvoiceLine,
    Order,
    OrderIssue,
    Receipt,
    SalesReturn,
    Shipment,
)

ORDERED = [
    ("created", Event.ORDER_CREATED),
    ("submitted", Event.ORDER_SUBMITTED),
    ("confirmed", Event.ORDER_CONFIRMED),
    ("released", Event.ORDER_RELEASED),
    ("closed", Event.ORDER_CLOSED),
    ("cancelled", Event.ORDER_CANCELLED),
]
HANDED = [("acknowledged", Event.HAND_OVER_ACKNOWLEDGED)]
SHIPPED = [
    ("created", Event.SHIPMENT_CREATED),
    ("shipped", Event.SHIPMENT_SHIPPED),
    ("signed", Event.SHIPMENT_SIGNED),
]
RETURNED = [("created", Event.RETURN_CREATED), ("received", Event.RETURN_RECEIVED)]
INVOICED = [("created", Event.INVOICE_APPLIED), ("issued", Event.INVOICE_ISSUED)]


def order_timeline(order: Order, user: Any) -> Timeline:
    """Its hand-overs, shipments, returns, invoices and issues, and the money set against it."""
    handed = HandOver.objects.visible_to(user).filter(order=order)
    shipped = Shipment.objects.visible_to(user).filter(order=order)
    returned = SalesReturn.objects.visible_to(user).filter(shipment__order=order)
    issues = OrderIssue.objects.visible_to(user).filter(order=order)
    issues = issues.select_related("opened_by", "order__customer")
    return Timeline(
        trails=[
            Trail(handed.select_related("order__customer", "line__order"), stamps=HANDED),
            Trail(shipped.select_related("order__customer"), _gross, SHIPPED),
            Trail(returned.select_related("shipment__order__customer"), _gross, RETURNED),
            Trail(_invoices(order, user), _of_order, INVOICED),
            Trail(issues, stamps=[("solved", Event.ISSUE_SOLVED)]),
        ],
        happenings=[*_opened(issues), *_settled(order, user)],
        stamps=ORDERED,
    )


def _gross(record: Any) -> Decimal:
    return Decimal(record.gross_amount)


def _of_order(invoice: Any) -> Decimal:
    return exact(2)(invoice.of_order)


def _invoices(order: Order, user: Any) -> Any:
    """Each with what it charges of this order; one invoice may charge several."""
    charging = InvoiceLine.objects.filter(line__order=order).values("invoice")
    rows = Invoice.objects.visible_to(user).filter(pk__in=charging).select_related("customer")
    ours = Q(lines__line__order=order)
    return rows.annotate(of_order=Sum("lines__gross_amount", filter=ours))


def _opened(issues: Iterable[OrderIssue]) -> Iterable[Happening]:
    for issue in issues:
        yield Happening(
            issue.opened_at, issue.opened_by, Event.ISSUE_OPENED, issue, words=issue.description
        )


def _settled(order: Order, user: Any) -> Iterable[Happening]:
    """What one receipt paid of the order at once is told once."""
    seen = Receipt.objects.visible_to(user)
    rows = Allocation.objects.filter(
        kind=AllocationKind.RECEIPT, receivable__order=order, receipt__in=seen
    ).select_related("receipt__customer", "created_by")
    rows = rows.order_by("created_at", "receipt", "pk")
    for (at, receipt), each in groupby(rows, key=lambda row: (row.created_at, row.receipt)):
        parts = list(each)
        amount = sum((part.amount for part in parts), Decimal(0))
        if receipt is None:
            continue
        verb = Event.RECEIPT_ALLOCATED if amount > 0 else Event.RECEIPT_RELEASED
        yield Happening(at, parts[0].created_by, verb, receipt, amount=amount)
