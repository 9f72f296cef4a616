"""What an invoice charges for a part of an order line."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Sum

from core.database import exact
from core.money import line_amounts
from orders.enums import InvoiceStatus
from orders.models import InvoiceLine, OrderLine

from .shipment import whole_of
from .valuation import Worth, worth_of_part

GONE = (InvoiceStatus.VOIDED, InvoiceStatus.CANCELLED)
Charged = tuple[Decimal, Worth]


def charged_before(lines: Iterable[int]) -> dict[int, Charged]:
    """Quantity and worth applied for and invoiced of each line, red letters taken off."""
    wanted = list(lines)
    rows = (
        InvoiceLine.objects.filter(line__in=wanted)
        .exclude(invoice__status__in=GONE)
        .values_list("line")
        .annotate(Sum("quantity"), Sum("net_amount"), Sum("gross_amount"), Sum("cost_amount"))
        .order_by()
    )
    charged: dict[int, Charged] = {pk: (Decimal(0), Worth()) for pk in wanted}
    money, quantity = exact(2), exact(3)
    for pk, count, net, gross, cost in rows:
        charged[pk] = (quantity(count), Worth(money(net), money(gross), money(cost)))
    return charged


def worth_to_invoice(line: OrderLine, quantity: Decimal, charged: Decimal, done: Worth) -> Worth:
    """The worth of the next quantity of the line, with the freight charged for it.

    The last part of what can be delivered takes the rest, freight and cents.
    """
    deliverable = line.quantity - line.short_closed_quantity
    goods = worth_of_part(whole_of(line), total=line.quantity, quantity=deliverable)
    freight = line_amounts(
        quantity=Decimal(1),
        unit_price=line.freight_amount,
        tax_rate=line.tax_rate,
        includes_tax=True,
    )
    whole = goods.plus(Worth(net=freight.net, gross=freight.gross))
    return worth_of_part(
        whole, total=deliverable, quantity=quantity, done_quantity=charged, done=done
    )
