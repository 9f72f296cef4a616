"""What a paper is worth, in the head of its page."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from core.money import format_money
from core.secrecy import AMOUNT
from core.ui import Figure
from orders.models import Invoice, SalesReturn, Shipment


def worth_figures(paper: Shipment | SalesReturn | Invoice, currency: str) -> list[Figure]:
    """With and without tax in CNY; of another currency the note says what the paper states."""
    net, _tax, gross = paper.stated

    def note(amount: Decimal) -> str:
        return f"{currency} {format_money(amount)}" if currency else ""

    return [
        Figure(_("Amount with tax"), paper.gross_amount, note=note(gross), secret=AMOUNT),
        Figure(_("Amount without tax"), paper.net_amount, note=note(net), secret=AMOUNT),
    ]
