"""What of a month is not finished, and has to be before its ledger is closed."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Period
from core.periods import Block
from orders.enums import InvoiceStatus, OrderStatus, ShipmentStatus
from orders.models import Invoice, Order, Shipment


def unfinished(period: Period, ledger: str) -> list[Block]:
    """Orders nobody verified, goods drawn up and not gone, invoices applied for and not issued."""
    days = (period.from_on, period.to_on)
    span = f"{days[0]}..{days[1]}"
    if ledger == "orders":
        rows = Order.objects.filter(status=OrderStatus.SUBMITTED, ordered_on__range=days)
        url = reverse("orders:order_list") + f"?status=submitted&ordered_on={span}"
        return [Block(_("Orders to verify"), rows.count(), url)]
    if ledger == "stock":
        drawn_up = Shipment.objects.filter(status=ShipmentStatus.DRAFT, planned_on__range=days)
        url = reverse("orders:shipment_list") + "?status=draft"
        return [Block(_("Shipments drawn up and not gone"), drawn_up.count(), url)]
    applied = Invoice.objects.filter(status=InvoiceStatus.APPLIED, applied_on__range=days)
    url = reverse("orders:invoice_list") + "?status=applied"
    return [Block(_("Invoices applied for and not issued"), applied.count(), url)]
