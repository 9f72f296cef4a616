"""Errors found in orders, invoices and receipts after they were verified or registered."""

from typing import Any

from django.utils.translation import gettext as _

from core.views.correction import ErrorOfPage
from orders.enums import ORDER_COUNTS, InvoiceStatus
from orders.models import Invoice, Order, Receipt


class OrderErrorPage(ErrorOfPage):
    """What was wrong with a verified order."""

    model = Order

    @classmethod
    def why_not(cls, record: Order, user: Any = None) -> str:
        counts = record.status in {str(status) for status in ORDER_COUNTS}
        if counts or record.confirmed_at:
            return ""
        return _("Before verification it is simply corrected.")

    def initial(self) -> dict[str, Any]:
        return {"made_by": self.record.created_by_id, **super().initial()}


class InvoiceErrorPage(ErrorOfPage):
    """What was wrong with an issued invoice."""

    model = Invoice

    @classmethod
    def why_not(cls, record: Invoice, user: Any = None) -> str:
        waits = record.status == InvoiceStatus.APPLIED and not record.is_red
        return _("Before it is issued it is simply withdrawn.") if waits else ""


class ReceiptErrorPage(ErrorOfPage):
    """What was wrong with a receipt."""

    model = Receipt


pages = [OrderErrorPage, InvoiceErrorPage, ReceiptErrorPage]
