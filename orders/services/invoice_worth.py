"""What an invoice charges for a part of an order line."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Sum

from core.database import exact
from core.money import Amounts, line_amounts, round_money
from orders.enums import InvoiceStatus
from orders.models import InvoiceLine, OrderLine

from .valuation import SUMS, Worth, worth_of_part

GONE = (InvoiceStatus.VOIDED, InvoiceStatus.CANCELLED)
Charged = tuple[Decimal, Worth]


def charged_before(lines: Iterable[int]) -> dict[int, Charged]:
    """Quantity and worth applied for and invoiced of each line, red letters taken off."""
    wanted = list(lines)
    rows = (
        InvoiceLine.objects.filter(line__in=wanted)
        .exclude(invoice__status__in=GONE)
        .values_list("line")
        .annotate(Sum("quantity"), *SUMS)
        .order_by()
    )
    charged: dict[int, Charged] = {pk: (Decimal(0), Worth()) for pk in wanted}
    quantity = exact(3)
    for pk, count, *sums in rows:
        charged[pk] = (quantity(count), Worth.summed(sums))
    return charged


def worth_to_invoice(line: OrderLine, quantity: Decimal, charged: Decimal, done: Worth) -> Worth:
    """The worth of the next quantity of the line, with the freight charged for it.

    The last part of what can be delivered takes the rest, freight and cents.
    """
    deliverable = line.quantity - line.short_closed_quantity
    goods = worth_of_part(Worth.of(line), total=line.quantity, quantity=deliverable)
    whole = goods.plus(_freight(line))
    return worth_of_part(
        whole, total=deliverable, quantity=quantity, done_quantity=charged, done=done
    )


def _freight(line: OrderLine) -> Worth:
    """The freight charged for the line; it is in CNY, and the paper states it in its currency."""

    def taxed(amount: Decimal) -> Amounts:
        return line_amounts(
            quantity=Decimal(1), unit_price=amount, tax_rate=line.tax_rate, includes_tax=True
        )

    own = taxed(line.freight_amount)
    if not line.order.currency:
        return Worth(own.net, own.gross)
    stated = taxed(round_money(line.freight_amount / line.order.exchange_rate))
    return Worth(own.net, own.gross, foreign_net=stated.net, foreign_gross=stated.gross)
