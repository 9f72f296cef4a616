"""The series of numbers of orders and their issues."""

from django.utils.translation import gettext_lazy as _

from core import numbering

ORDERS = numbering.declare("orders", _("Orders"), "SO-{yyyy}{mm}-{seq:5}")
ISSUES = numbering.declare("order_issues", _("Order issues"), "YC-{yyyy}{mm}-{seq:4}")
SHIPMENTS = numbering.declare("shipments", _("Shipments"), "CK-{yyyy}{mm}-{seq:5}")
RETURNS = numbering.declare("sales_returns", _("Returns"), "TH-{yyyy}{mm}-{seq:5}")
INVOICES = numbering.declare(
    "invoice_applications", _("Invoice applications"), "KP-{yyyy}{mm}-{seq:5}"
)
RECEIPTS = numbering.declare("receipts", _("Receipts"), "HK-{yyyy}{mm}-{seq:5}")
REFUNDS = numbering.declare("refunds", _("Refunds"), "TK-{yyyy}{mm}-{seq:5}")
STOCK_IN = numbering.declare("stock_in", _("Stock in"), "RK-{yyyy}{mm}-{seq:5}")
STOCK_COUNTS = numbering.declare("stock_counts", _("Stock counts"), "PD-{yyyy}{mm}-{seq:5}")
