"""Money: invoices, receipts, what is owed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InvoiceKind(models.TextChoices):
    """Kinds of VAT invoices."""

    DIGITAL_SPECIAL = "digital_special", _("Fully digital, special")
    DIGITAL_ORDINARY = "digital_ordinary", _("Fully digital, ordinary")
    PAPER_SPECIAL = "paper_special", _("Paper, special")
    PAPER_ORDINARY = "paper_ordinary", _("Paper, ordinary")


DIGITAL_KINDS = {InvoiceKind.DIGITAL_SPECIAL, InvoiceKind.DIGITAL_ORDINARY}


class InvoiceStatus(models.TextChoices):
    """The way of an invoice."""

    APPLIED = "applied", _("Applied for")
    ISSUED = "issued", _("Issued")
    SENT = "sent", _("Sent")
    RECEIVED = "received", _("Received by customer")
    VOIDED = "voided", _("Voided")
    CANCELLED = "cancelled", _("Application withdrawn")


class RedBegunBy(models.TextChoices):
    """Who began the confirmation of a red letter, 红字确认单."""

    SELLER = "seller", _("Seller")
    BUYER = "buyer", _("Buyer")


INVOICE_MOVES: dict[str, set[str]] = {
    InvoiceStatus.APPLIED: {InvoiceStatus.ISSUED, InvoiceStatus.CANCELLED},
    InvoiceStatus.ISSUED: {InvoiceStatus.SENT, InvoiceStatus.VOIDED},
    InvoiceStatus.SENT: {InvoiceStatus.RECEIVED, InvoiceStatus.VOIDED},
    InvoiceStatus.RECEIVED: set(),
    InvoiceStatus.VOIDED: set(),
    InvoiceStatus.CANCELLED: set(),
}


class ReceiptMethod(models.TextChoices):
    """How money came in."""

    BANK = "bank", _("Bank transfer")
    CASH = "cash", _("Cash")
    OFFSET = "offset", _("Offset")
    ACCEPTANCE = "acceptance", _("Acceptance bill")


class ReceiptStatus(models.TextChoices):
    """Where a receipt stands."""

    REGISTERED = "registered", _("Registered")
    REVERSED = "reversed", _("Reversed")


RECEIPT_MOVES: dict[str, set[str]] = {
    ReceiptStatus.REGISTERED: {ReceiptStatus.REVERSED},
    ReceiptStatus.REVERSED: set(),
}


class BillStatus(models.TextChoices):
    """What became of an acceptance bill, 承兑汇票."""

    HELD = "held", pgettext_lazy("bill", "In hand")
    ENDORSED = "endorsed", pgettext_lazy("bill", "Endorsed")
    DISCOUNTED = "discounted", pgettext_lazy("bill", "Discounted")
    COLLECTED = "collected", pgettext_lazy("bill", "Collected")
    DISHONOURED = "dishonoured", pgettext_lazy("bill", "Dishonoured")
    REVERSED = "reversed", pgettext_lazy("bill", "Reversed with its receipt")

    @property
    def tone(self) -> str:
        """In hand waits for its day; what was passed on is settled unless it comes back."""
        return BILL_TONES.get(self.value, "moving")


BILL_TONES = {"held": "wait", "collected": "done", "dishonoured": "stop", "reversed": "void"}
BILL_MOVES: dict[str, set[str]] = {
    BillStatus.HELD: {
        BillStatus.ENDORSED,
        BillStatus.DISCOUNTED,
        BillStatus.COLLECTED,
        BillStatus.DISHONOURED,
        BillStatus.REVERSED,
    },
    BillStatus.ENDORSED: {BillStatus.HELD, BillStatus.DISHONOURED},
    BillStatus.DISCOUNTED: {BillStatus.HELD, BillStatus.DISHONOURED},
    BillStatus.COLLECTED: {BillStatus.HELD},
    BillStatus.DISHONOURED: set(),
    BillStatus.REVERSED: set(),
}


class RefundStatus(models.TextChoices):
    """The way of money back to a customer, 退款."""

    REQUESTED = "requested", _("To be paid back")
    PAID = "paid", _("Paid back")
    CANCELLED = "cancelled", _("Given up")


REFUND_MOVES: dict[str, set[str]] = {
    RefundStatus.REQUESTED: {RefundStatus.PAID, RefundStatus.CANCELLED},
    RefundStatus.PAID: set(),
    RefundStatus.CANCELLED: set(),
}


class ReceivableSource(models.TextChoices):
    """What a receivable item arose from."""

    SHIPMENT = "shipment", _("Shipment")
    INVOICE = "invoice", _("Invoice")
    RETURN = "return", _("Return")
    FREIGHT = "freight", _("Freight paid for the customer")
    REFUND = "refund", _("Refund")
    OPENING = "opening", _("Opening balance")


class ReceivablePortion(models.TextChoices):
    """Which part of a price an item is, 款项性质."""

    PRICE = "price", pgettext_lazy("portion", "Price")
    RETENTION = "retention", pgettext_lazy("portion", "Retention money")


class DunningChannel(models.TextChoices):
    """How a customer is asked for money that is past due."""

    PHONE = "phone", _("Telephone")
    WECHAT = "wechat", _("WeChat")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    VISIT = "visit", _("Visit")


class PromiseState(models.TextChoices):
    """What became of a promise to pay; worked out, never stored."""

    OPEN = "open", pgettext_lazy("promise", "Not due yet")
    KEPT = "kept", pgettext_lazy("promise", "Kept")
    BROKEN = "broken", pgettext_lazy("promise", "Broken")

    @property
    def tone(self) -> str:
        """How it is shown."""
        return {"open": "wait", "kept": "done", "broken": "late"}[self.value]


class AllocationKind(models.TextChoices):
    """What reduces a receivable item."""

    RECEIPT = "receipt", _("Receipt")
    RETURN = "return", _("Return")
    RED_LETTER = "red_letter", _("Red-letter invoice")
    ALLOWANCE = "allowance", _("Allowance")
    WRITE_OFF = "write_off", _("Written off")
    NETTED = "netted", _("Netted")
