"""What goods going out count for: movements, freight and the money owed for them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from core.money import Amounts, allocate, line_amounts
from orders.enums import FreightTerms, MovementKind, ReceivableSource
from orders.models import Order, OrderLine, Shipment, ShipmentLine
from orders.selectors.policy import sales_policy

from .movement import Moved, movements_record
from .receivable import receivable_arise
from .rows import keep_order

ZERO = Decimal("0.00")
FREIGHT_COLUMNS = {
    FreightTerms.OURS: "own_freight_amount",
    FreightTerms.ADVANCED: "advanced_freight_amount",
    FreightTerms.CHARGED: "freight_amount",
}


def goods_counted(
    shipment: Shipment,
    order: Order,
    parts: Sequence[ShipmentLine],
    lines: Mapping[int, OrderLine],
    *,
    on: date,
    at: datetime,
) -> None:
    """The shipment in movements, on the order and as money owed.

    Freight is of three kinds, each spread over the shipment's lines by amount with tax, largest
    remainder first. At our expense: an expense, nobody owes it. Paid for the customer: a
    receivable item of its own, no income. Charged: income, taxed as the line, and owed with the
    goods. Money arises here when the policy says so; advanced freight always does. The caller
    writes the lines.
    """
    shares = freight_shares(shipment, parts)
    charged = shipment.freight_terms == FreightTerms.CHARGED
    moved = [Moved(lines[p.line_id], p.quantity, _amounts(p), p.cost_amount) for p in parts]
    if charged:
        moved += [_freight(lines[pk], share) for pk, share in shares.items() if share]
    movements_record(kind=MovementKind.SHIPPED, on=on, at=at, document=shipment.number, moved=moved)
    order.shipped_amount += sum((part.gross_amount for part in parts), ZERO)
    keep_order(order, "shipped_amount")
    _kept(shipment, lines, shares)
    if shipment.freight_terms == FreightTerms.OURS:
        shares = {}
    _owed(shipment, order, lines, parts, shares, charged=charged, on=on)


def freight_shares(shipment: Shipment, parts: Sequence[ShipmentLine]) -> dict[int, Decimal]:
    """The freight of the shipment by order line; empty when there is none."""
    if not shipment.freight_amount:
        return {}
    shares = allocate(shipment.freight_amount, [part.gross_amount for part in parts])
    return {part.line_id: share for part, share in zip(parts, shares, strict=True)}


def _kept(
    shipment: Shipment, lines: Mapping[int, OrderLine], shares: Mapping[int, Decimal]
) -> None:
    """The freight of each line, in the column of its terms."""
    column = FREIGHT_COLUMNS[FreightTerms(shipment.freight_terms)]
    for pk, share in shares.items():
        setattr(lines[pk], column, getattr(lines[pk], column) + share)


def _owed(
    shipment: Shipment,
    order: Order,
    lines: Mapping[int, OrderLine],
    parts: Sequence[ShipmentLine],
    shares: Mapping[int, Decimal],
    *,
    charged: bool,
    on: date,
) -> None:
    """Items of money owed are the sums of what is owed for their lines."""
    by_shipment = sales_policy().receivable_basis == ReceivableSource.SHIPMENT
    sold = advanced = ZERO
    for part in parts:
        line, share = lines[part.line_id], shares.get(part.line_id, ZERO)
        if share and not charged:
            advanced += share
            line.receivable_amount += share
        if by_shipment:
            worth = part.gross_amount + (share if charged else ZERO)
            sold += worth
            line.receivable_amount += worth
    for source, amount in ((ReceivableSource.SHIPMENT, sold), (ReceivableSource.FREIGHT, advanced)):
        receivable_arise(
            order=order,
            source=source,
            document=shipment.number,
            on=on,
            amount=amount,
            shipment=shipment,
        )


def _amounts(part: ShipmentLine) -> Amounts:
    return Amounts(part.net_amount, part.tax_amount, part.gross_amount)


def _freight(line: OrderLine, share: Decimal) -> Moved:
    """Charged freight is a movement without a quantity, so that goods still add up to the line."""
    amounts = line_amounts(
        quantity=Decimal(1), unit_price=share, tax_rate=line.tax_rate, includes_tax=True
    )
    return Moved(line, Decimal(0), amounts, ZERO)
