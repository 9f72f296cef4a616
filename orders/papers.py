"""Which papers hang on orders, shipments, invoices, receipts and returns."""

from django.utils.translation import gettext_lazy as _

from core.attachments import PaperKind, declare
from core.secrecy import AMOUNT
from orders.models import Invoice, Order, Receipt, SalesReturn, Shipment

PHOTO = PaperKind("photo", _("Photo"))

declare(
    Order,
    permission="orders.attach_order",
    kinds=[
        PaperKind("customer_order", _("Customer's order"), secret=AMOUNT),
        PaperKind("agreement", _("Contract or agreement"), secret=AMOUNT),
        PaperKind("drawing", _("Drawing or specification")),
        PHOTO,
        PaperKind("other", _("Other paper"), secret=AMOUNT),
    ],
)
declare(
    Shipment,
    permission="orders.attach_shipment",
    kinds=[
        PaperKind("signed_note", _("Signed delivery note")),
        PaperKind("waybill", _("Waybill of the carrier")),
        PHOTO,
        PaperKind("other", _("Other paper"), secret=AMOUNT),
    ],
)
declare(
    Invoice,
    permission="orders.attach_invoice",
    kinds=[
        PaperKind("invoice", _("Invoice"), secret=AMOUNT),
        PaperKind("application", _("Application or statement"), secret=AMOUNT),
        PaperKind("other", _("Other paper"), secret=AMOUNT),
    ],
)
declare(
    Receipt,
    permission="orders.attach_receipt",
    kinds=[
        PaperKind("bank_slip", _("Bank slip"), secret=AMOUNT),
        PaperKind("bill", _("Bill of exchange"), secret=AMOUNT),
        PaperKind("other", _("Other paper"), secret=AMOUNT),
    ],
)
declare(
    SalesReturn,
    permission="orders.attach_salesreturn",
    kinds=[
        PHOTO,
        PaperKind("report", _("Inspection report")),
        PaperKind("agreement", _("Contract or agreement"), secret=AMOUNT),
        PaperKind("other", _("Other paper"), secret=AMOUNT),
    ],
)
