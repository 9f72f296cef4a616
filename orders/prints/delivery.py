"""The delivery note 送货单."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.selectors import show
from core.printing import A4, THREE_PART, Option, PrintedForm, Signature
from core.secrecy import AMOUNT, CONTACT
from orders.models import Shipment


class DeliveryNote(PrintedForm):
    """What goes out, to be counted and signed for; prices only on request."""

    name = "orders.delivery_note"
    model = Shipment
    title = _("Delivery note")
    template = "orders/print_delivery.html"
    permission = "orders.print_shipment"
    papers = (A4, THREE_PART)
    options = (Option("prices", _("With prices"), secret=AMOUNT),)

    def secrecy_subject(self) -> Any:
        return self.record.order

    def context(self) -> dict[str, Any]:
        """Lines, totals by unit; short notes are filled up with empty rows."""
        shipment = self.record
        lines = list(
            shipment.lines.select_related("line__product", "line__order").order_by("line__position")
        )
        units: dict[str, Decimal] = {}
        for part in lines:
            units[part.line.unit] = units.get(part.line.unit, Decimal(0)) + part.quantity
        with_prices = "prices" in self.on
        return {
            "shipment": shipment,
            "order": shipment.order,
            "customer": shipment.customer,
            "lines": lines,
            "empty_rows": range(len(lines) + 1, self.paper.rows + 1),
            "units": units.items(),
            "with_prices": with_prices,
            "columns": 9 if with_prices else 8,
            "capital": shipment.order.in_words(shipment.stated.gross) if with_prices else "",
            "phone": show(self.user, CONTACT, shipment.delivery_phone, shipment.order),
        }

    def blanks_filled(self) -> list[Signature]:
        """Drawn up, warehouse, carrier, consignee."""
        return [
            Signature(_("Drawn up by"), str(self.record.created_by)),
            Signature(_("Warehouse")),
            Signature(_("Carrier")),
            Signature(_("Consignee (seal)")),
        ]

    def file_name(self) -> str:
        return f"{self.title} {self.record.number}"
