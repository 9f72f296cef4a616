"""Returns that ask for a red letter: how much of each line, and of which invoices."""

from decimal import Decimal

from django.db.models import Sum

from accounts.models import User
from core.database import exact
from orders.enums import InvoiceStatus, ReturnStatus
from orders.models import Invoice, InvoiceLine, OrderLine, ReturnLine, SalesReturn
from orders.models.shipment import SalesReturnQuerySet

ZERO = Decimal(0)
REVERSIBLE = [InvoiceStatus.ISSUED, InvoiceStatus.SENT, InvoiceStatus.RECEIVED]


def returns_to_reverse(user: User) -> SalesReturnQuerySet:
    """Returns the person sees whose goods are back and invoiced."""
    rows = SalesReturn.objects.visible_to(user)
    return rows.filter(status=ReturnStatus.RECEIVED, needs_red_letter=True)


def due_by_line(sales_return: SalesReturn) -> dict[int, Decimal]:
    """What came back of each order line and is invoiced beyond what was kept."""
    rows = ReturnLine.objects.filter(sales_return=sales_return)
    back = dict(rows.values_list("shipment_line__line").annotate(Sum("quantity")).order_by())
    quantity = exact(3)
    due = {}
    for line in OrderLine.objects.filter(pk__in=back):
        above = line.invoiced_quantity - (line.shipped_quantity - line.returned_quantity)
        due[line.pk] = min(quantity(back[line.pk]), max(above, ZERO))
    return {pk: count for pk, count in due.items() if count}


def blues_of(sales_return: SalesReturn, user: User) -> list[Invoice]:
    """The invoices that still charge what came back, the one that charges most of it first."""
    parts = InvoiceLine.objects.filter(
        line__in=due_by_line(sales_return),
        invoice__in=Invoice.objects.visible_to(user),
        invoice__is_red=False,
        invoice__status__in=REVERSIBLE,
    )
    left: dict[int, Decimal] = {}
    for part in parts.prefetch_related("red_lines"):
        rest = part.quantity + sum((red.quantity for red in part.red_lines.all()), ZERO)
        if rest > 0:
            left[part.invoice_id] = left.get(part.invoice_id, ZERO) + rest
    found = Invoice.objects.in_bulk(left)
    return [found[pk] for pk in sorted(left, key=lambda pk: (-left[pk], pk))]
