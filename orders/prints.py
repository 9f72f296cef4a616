"""Printed forms of this app: the delivery note 送货单."""

from decimal import Decimal
from typing import Any

from django.conf import settings

from core.money import capital_form
from orders.models import Shipment

ROWS = 10


def delivery_note(shipment: Shipment, *, with_prices: bool) -> dict[str, Any]:
    """What stands on the note; short ones are filled up with empty rows."""
    lines = list(
        shipment.lines.select_related("line__product", "line__order").order_by("line__position")
    )
    units: dict[str, Decimal] = {}
    for part in lines:
        units[part.line.unit] = units.get(part.line.unit, Decimal(0)) + part.quantity
    return {
        "company": settings.COMPANY_NAME,
        "shipment": shipment,
        "order": shipment.order,
        "customer": shipment.customer,
        "lines": lines,
        "empty_rows": range(len(lines) + 1, ROWS + 1),
        "units": units.items(),
        "with_prices": with_prices,
        "columns": 5,
        "capital": capital_form(shipment.gross_amount) if with_prices else "",
    }
