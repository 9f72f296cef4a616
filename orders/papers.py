"""Which papers hang on orders, shipments, invoices, receipts and returns."""

from django.utils.translation import gettext_lazy as _

from core.attachments import PaperKind, declare
from core.secrecy import AMOUNT
from orders.models import Invoice, Order, Receipt, SalesReturn, Shipment
from orders.selectors.mandates import MANDATE

PHOTO = PaperKind("photo", _("Photo"))
RED_PAPERS = [
    ("red_confirmation", _("Confirmation of the red letter")),
    ("input_tax_transfer", _("Proof that input tax was transferred out")),
]


def is_red(invoice: Invoice) -> bool:
    """Only a red letter has its confirmation."""
    return invoice.is_red


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
        *[PaperKind(key, label, secret=AMOUNT, fits=is_red) for key, label in RED_PAPERS],
        PaperKind("other", _("Other paper"), secret=AMOUNT),
    ],
)
declare(
    Receipt,
    permission="orders.attach_receipt",
    kinds=[
        PaperKind("bank_slip", _("Bank slip"), secret=AMOUNT),
        PaperKind("bill", _("Bill of exchange"), secret=AMOUNT),
        PaperKind(MANDATE, _("Mandate to pay for another"), secret=AMOUNT),
        PaperKind("other", _("Other paper"), secret=AMOUNT),
    ],
)
declare(
    SalesReturn,
    permission="orders.attach_salesreturn",
    kinds=[
        PHOTO,
        PaperKind("report", _("Inspection report")),
        *[PaperKind(key, label, secret=AMOUNT) for key, label in RED_PAPERS],
        PaperKind("agreement", _("Contract or agreement"), secret=AMOUNT),
        PaperKind("other", _("Other paper"), secret=AMOUNT),
    ],
)
