"""What a shipment holds of an order, and what it is worth."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import BusinessError
from orders.enums import OrderStatus, ReturnStatus, ShipmentStatus
from orders.models import Order, OrderLine, ReturnLine, Shipment, ShipmentLine
from orders.services.rows import refuse_blocked
from orders.services.valuation import FOREIGN, SUMS, Worth, worth_of_part

ZERO = Decimal(0)


def drawn_up(lines: Sequence[int]) -> dict[int, Decimal]:
    """What shipments that have not left hold of each line."""
    rows = ShipmentLine.objects.filter(line__in=lines, shipment__status=ShipmentStatus.DRAFT)
    return dict(rows.values_list("line").annotate(Sum("quantity")).order_by())


def totals_of(parts: Sequence[Any]) -> dict[str, Any]:
    """The amounts of a document: the sums of its lines, in CNY and in its own currency."""
    totals: dict[str, Any] = {
        name: sum((getattr(part, name) for part in parts), Decimal("0.00"))
        for name in ("net_amount", "tax_amount", "gross_amount")
    }
    for name in FOREIGN:
        stated = [amount for part in parts if (amount := getattr(part, name)) is not None]
        totals[name] = sum(stated, Decimal("0.00")) if stated else None
    return totals


def check_order(order: Order, actor: User) -> None:
    """Refuse an order of which no goods may go out: its state, its hold, its customer's block."""
    if order.status != OrderStatus.RELEASED:
        raise BusinessError(
            _("Goods go out for released orders only; %(order)s is “%(state)s”.")
            % {"order": order, "state": order.get_status_display()},
            code="not_released",
        )
    if order.is_on_hold:
        raise BusinessError(_("%(order)s is on hold.") % {"order": order}, code="on_hold")
    refuse_blocked(order.customer, actor)


def part_of(shipment: Shipment, line: OrderLine, quantity: Decimal, gone: Worth) -> ShipmentLine:
    """A line of the shipment, worth what it would be if it left now."""
    part = ShipmentLine(shipment=shipment, line=line, quantity=quantity)
    value_part(part, line, gone)
    return part


def value_part(part: ShipmentLine, line: OrderLine, gone: Worth) -> None:
    """Worth after what went out before (``gone``): final when the goods leave."""
    worth = worth_of_part(
        Worth.of(line),
        total=line.quantity,
        quantity=part.quantity,
        done_quantity=line.shipped_quantity,
        done=gone,
    )
    vars(part).update(worth.columns)


def gone_of(lines: Iterable[OrderLine]) -> dict[int, Worth]:
    """What is out of each line, refused goods that came back taken off: the sum of its papers."""
    known = {line.pk: line for line in lines}
    gone = {
        pk: worth_of_part(Worth.of(line), total=line.quantity, quantity=line.shipped_quantity)
        for pk, line in known.items()
    }
    signed = [pk for pk, line in known.items() if line.last_signed_on]
    if signed and (back := _refused(signed)):
        out = ShipmentLine.objects.filter(
            line__in=back, shipment__status__in=[ShipmentStatus.SHIPPED, ShipmentStatus.SIGNED]
        )
        for pk, worth in _summed(out, "line").items():
            gone[pk] = worth.plus(-back[pk])
    return gone


def _refused(lines: Iterable[int]) -> dict[int, Worth]:
    back = ReturnLine.objects.filter(
        shipment_line__line__in=lines,
        sales_return__is_refusal=True,
        sales_return__status=ReturnStatus.RECEIVED,
    )
    return _summed(back, "shipment_line__line")


def _summed(rows: QuerySet[Any], by: str) -> dict[int, Worth]:
    sums = rows.values_list(by).annotate(*SUMS).order_by()
    return {pk: Worth.summed(found) for pk, *found in sums}
