"""Names of events."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What this app announces and writes into the trail."""

    ORDER_CREATED = "orders.order_created", _("Order created")
    ORDER_CHANGED = "orders.order_changed", _("Order changed")
    ORDER_SUBMITTED = "orders.order_submitted", _("Order submitted")
    ORDER_RETURNED = "orders.order_returned", _("Order returned to its maker")
    ORDER_CONFIRMED = "orders.order_confirmed", _("Order verified")
    ORDER_RELEASED = "orders.order_released", _("Order released")
    ORDER_CLOSED = "orders.order_closed", _("Order completed")
    ORDER_CANCELLED = "orders.order_cancelled", _("Order cancelled")
    ORDER_HELD = "orders.order_held", _("Order put on hold")
    ORDER_RESUMED = "orders.order_resumed", _("Order taken up again")
    LINE_SHORT_CLOSED = "orders.line_short_closed", _("Line short-closed")
    HAND_OVER_ACKNOWLEDGED = "orders.hand_over_acknowledged", _("Hand-over acknowledged")
    HAND_OVER_PROGRESSED = "orders.hand_over_progressed", _("Progress reported")
    ISSUE_OPENED = "orders.issue_opened", _("Issue opened")
    ISSUE_SOLVED = "orders.issue_solved", _("Issue solved")
    ISSUE_TOLD = "orders.issue_told", _("People told of an issue")
    SHIPMENT_CREATED = "orders.shipment_created", _("Shipment drawn up")
    SHIPMENT_SHIPPED = "orders.shipment_shipped", _("Goods shipped")
    SHIPMENT_SIGNED = "orders.shipment_signed", _("Shipment signed for")
    SHIPMENT_CANCELLED = "orders.shipment_cancelled", _("Shipment cancelled")
    RETURN_CREATED = "orders.return_created", _("Return drawn up")
    RETURN_RECEIVED = "orders.return_received", _("Return received")
    RETURN_CANCELLED = "orders.return_cancelled", _("Return cancelled")
    INVOICE_APPLIED = "orders.invoice_applied", _("Invoice applied for")
    INVOICE_CANCELLED = "orders.invoice_cancelled", _("Invoice application withdrawn")
    INVOICE_ISSUED = "orders.invoice_issued", _("Invoice issued")
    INVOICE_SENT = "orders.invoice_sent", _("Invoice sent")
    INVOICE_RECEIVED = "orders.invoice_received", _("Invoice received")
    INVOICE_VOIDED = "orders.invoice_voided", _("Invoice voided")
    INVOICE_REVERSED = "orders.invoice_reversed", _("Invoice reversed by red letter")
    RECEIPT_REGISTERED = "orders.receipt_registered", _("Receipt registered")
    RECEIPT_ALLOCATED = "orders.receipt_allocated", _("Receipt allocated")
    RECEIPT_RELEASED = "orders.receipt_released", _("Allocation taken back")
    RECEIPT_REVERSED = "orders.receipt_reversed", _("Receipt reversed")
    CREDIT_NETTED = "orders.credit_netted", _("Credit netted")
    CREDIT_RELEASED = "orders.credit_released", _("Netting taken back")
    STOCK_RECEIVED = "orders.stock_received", _("Goods taken in")
    STOCK_OPENED = "orders.stock_opened", _("Opening stock entered")
    STOCK_COUNTED = "orders.stock_counted", _("Stock counted")
    FACTS_MENDED = "orders.facts_mended", _("Figures mended")
