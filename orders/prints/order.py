"""The sales order 销售订单."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.selectors import show
from core.printing import A4, THREE_PART, Option, PrintedForm, Signature
from core.secrecy import AMOUNT, CONTACT
from orders.models import Order

ZERO = Decimal(0)


class OrderSheet(PrintedForm):
    """What was ordered, at which price, for when; two seals at the end."""

    name = "orders.order"
    model = Order
    title = _("Sales order")
    template = "orders/print_order.html"
    permission = "orders.print_order"
    papers = (A4, THREE_PART)
    options = (Option("prices", _("With prices"), secret=AMOUNT, is_on=True),)

    def context(self) -> dict[str, Any]:
        """Lines, totals, particulars."""
        order = self.record
        lines = list(order.lines.select_related("product").order_by("position"))
        units: dict[str, Decimal] = {}
        for line in lines:
            units[line.unit] = units.get(line.unit, ZERO) + line.quantity
        with_prices = "prices" in self.on
        return {
            "order": order,
            "customer": order.customer,
            "lines": lines,
            "empty_rows": range(len(lines) + 1, self.paper.rows + 1),
            "units": units.items(),
            "with_prices": with_prices,
            "columns": 11 if with_prices else 8,
            "capital": order.in_words(order.stated.gross) if with_prices else "",
            "phone": show(self.user, CONTACT, order.delivery_phone, order),
        }

    def blanks_filled(self) -> list[Signature]:
        """Who wrote and who verified it; the customer's seal."""
        order = self.record
        return [
            Signature(_("Drawn up by"), str(order.created_by)),
            Signature(_("Verified by"), str(order.confirmed_by or "")),
            Signature(_("Salesperson"), str(order.salesperson)),
            Signature(_("Customer (seal)")),
        ]

    def file_name(self) -> str:
        return f"{self.title} {self.record.number or self.record.source_number or self.record.pk}"
