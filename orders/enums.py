"""Statuses, their tables of legal moves, kinds and event names."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrderStatus(models.TextChoices):
    """The commercial state; what happened to goods and money is derived from the lines."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("To be verified")
    CONFIRMED = "confirmed", pgettext_lazy("order", "Verified")
    RELEASED = "released", _("Released")
    CLOSED = "closed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")


ORDER_MOVES: dict[str, set[str]] = {
    OrderStatus.DRAFT: {OrderStatus.SUBMITTED, OrderStatus.CANCELLED},
    OrderStatus.SUBMITTED: {OrderStatus.DRAFT, OrderStatus.CONFIRMED, OrderStatus.CANCELLED},
    OrderStatus.CONFIRMED: {OrderStatus.RELEASED, OrderStatus.CANCELLED},
    OrderStatus.RELEASED: {OrderStatus.CLOSED, OrderStatus.CANCELLED},
    OrderStatus.CLOSED: set(),
    OrderStatus.CANCELLED: set(),
}
ORDER_OPEN = {OrderStatus.CONFIRMED, OrderStatus.RELEASED}
ORDER_COUNTS = {OrderStatus.CONFIRMED, OrderStatus.RELEASED, OrderStatus.CLOSED}


class ReceivedVia(models.TextChoices):
    """How an order reached the office."""

    PHONE = "phone", pgettext_lazy("received by", "Phone")
    EMAIL = "email", _("E-mail")
    FAX = "fax", _("Fax")
    IM = "im", _("Instant message")
    VISIT = "visit", _("Visit")
    IMPORT = "import", _("Import")


class FreightTerms(models.TextChoices):
    """Who bears the freight."""

    OURS = "ours", _("At our expense")
    ADVANCED = "advanced", _("Paid for the customer")
    CHARGED = "charged", _("Charged")


class CheckLevel(models.TextChoices):
    """What a machine check says."""

    PASS = "pass", _("Pass")
    WARNING = "warning", _("Warning")
    STOP = "stop", _("Stop")


class CheckKind(models.TextChoices):
    """What the machine checks before a person verifies."""

    COMPLETE = "complete", _("Complete")
    PRODUCT = "product", _("Product exists")
    QUANTITY = "quantity", _("Quantity")
    LIST_PRICE = "list_price", _("Price against list")
    FLOOR_PRICE = "floor_price", _("Price against floor")
    DELIVERY = "delivery", _("Delivery date feasible")
    CREDIT = "credit", _("Credit limit")
    OVERDUE = "overdue", _("Overdue money")
    DUPLICATE = "duplicate", _("Same customer number")
    BLOCKED = "blocked", _("Customer blocked")


class Element(models.TextChoices):
    """The four elements a second person ticks, 订单核对四要素."""

    SPECIFICATION = "specification", _("Specification")
    QUANTITY = "quantity", _("Quantity")
    PRICE = "price", _("Price")
    DELIVERY = "delivery", _("Delivery date")


class HandOverStatus(models.TextChoices):
    """Where a hand-over to production or purchasing stands."""

    WAITING = "waiting", _("Not acknowledged")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    FINISHED = "finished", _("Finished")
    CANCELLED = "cancelled", _("Cancelled")


HAND_OVER_MOVES: dict[str, set[str]] = {
    HandOverStatus.WAITING: {HandOverStatus.ACKNOWLEDGED, HandOverStatus.CANCELLED},
    HandOverStatus.ACKNOWLEDGED: {HandOverStatus.FINISHED, HandOverStatus.CANCELLED},
    HandOverStatus.FINISHED: set(),
    HandOverStatus.CANCELLED: set(),
}


class IssueKind(models.TextChoices):
    """What went wrong with an order."""

    DELAY = "delay", _("Delay")
    SHORTAGE = "shortage", _("Shortage")
    QUALITY = "quality", _("Quality")
    TRANSPORT = "transport", _("Transport")


class IssueStatus(models.TextChoices):
    """Where an issue of an order stands."""

    OPEN = "open", _("Open")
    SOLVED = "solved", _("Solved")


ISSUE_MOVES: dict[str, set[str]] = {
    IssueStatus.OPEN: {IssueStatus.SOLVED},
    IssueStatus.SOLVED: {IssueStatus.OPEN},
}


class ShipmentStatus(models.TextChoices):
    """The way of a shipment."""

    DRAFT = "draft", _("To be shipped")
    SHIPPED = "shipped", _("In transit")
    SIGNED = "signed", _("Signed for")
    CANCELLED = "cancelled", _("Cancelled")


SHIPMENT_MOVES: dict[str, set[str]] = {
    ShipmentStatus.DRAFT: {ShipmentStatus.SHIPPED, ShipmentStatus.CANCELLED},
    ShipmentStatus.SHIPPED: {ShipmentStatus.SIGNED},
    ShipmentStatus.SIGNED: set(),
    ShipmentStatus.CANCELLED: set(),
}


class Disposition(models.TextChoices):
    """What becomes of returned goods."""

    GOOD = "good", _("Good, back to stock")
    REPAIR = "repair", _("To repair")
    SCRAP = "scrap", _("Scrap")


class ReturnStatus(models.TextChoices):
    """The way of a return."""

    DRAFT = "draft", _("Draft")
    RECEIVED = "received", _("Received")
    CANCELLED = "cancelled", _("Cancelled")


RETURN_MOVES: dict[str, set[str]] = {
    ReturnStatus.DRAFT: {ReturnStatus.RECEIVED, ReturnStatus.CANCELLED},
    ReturnStatus.RECEIVED: set(),
    ReturnStatus.CANCELLED: set(),
}


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


class ReceivableSource(models.TextChoices):
    """What a receivable item arose from."""

    SHIPMENT = "shipment", _("Shipment")
    INVOICE = "invoice", _("Invoice")
    RETURN = "return", _("Return")
    FREIGHT = "freight", _("Freight paid for the customer")
    OPENING = "opening", _("Opening balance")


class AllocationKind(models.TextChoices):
    """What reduces a receivable item."""

    RECEIPT = "receipt", _("Receipt")
    RETURN = "return", _("Return")
    RED_LETTER = "red_letter", _("Red-letter invoice")
    ALLOWANCE = "allowance", _("Allowance")
    WRITE_OFF = "write_off", _("Written off")


class Basis(models.TextChoices):
    """By which date a figure counts, 统计口径."""

    ORDER = "order", _("Order date")
    SHIPMENT = "shipment", _("Shipment date")
    INVOICE = "invoice", _("Invoice date")


class MovementKind(models.TextChoices):
    """What a dated movement of sales is."""

    CONFIRMED = "confirmed", _("Confirmed")
    CHANGED = "changed", _("Changed")
    CANCELLED = "cancelled", _("Cancelled")
    SHIPPED = "shipped", _("Shipped")
    RETURNED = "returned", _("Returned")
    INVOICED = "invoiced", _("Invoiced")
    RED_LETTER = "red_letter", _("Red letter")
    OPENING = "opening", _("Opening balance")


# Which movements a basis counts; returns stand apart so that they can be left in or out.
BASIS_MOVEMENTS: dict[str, tuple[str, ...]] = {
    Basis.ORDER: (MovementKind.CONFIRMED, MovementKind.CHANGED, MovementKind.CANCELLED),
    Basis.SHIPMENT: (MovementKind.SHIPPED,),
    Basis.INVOICE: (MovementKind.INVOICED,),
}
BASIS_RETURNS: dict[str, tuple[str, ...]] = {
    Basis.ORDER: (MovementKind.RETURNED,),
    Basis.SHIPMENT: (MovementKind.RETURNED,),
    Basis.INVOICE: (MovementKind.RED_LETTER,),
}


class StockKind(models.TextChoices):
    """What a movement of stock is."""

    PRODUCTION_IN = "production_in", _("From production")
    PURCHASE_IN = "purchase_in", _("From purchasing")
    RETURN_IN = "return_in", _("Returned")
    SHIPMENT_OUT = "shipment_out", _("Shipped")
    COUNTED = "counted", _("Counted")
    OPENING = "opening", _("Opening balance")


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
    SHIPMENT_PRINTED = "orders.shipment_printed", _("Delivery note printed")
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
    STOCK_RECEIVED = "orders.stock_received", _("Goods taken in")
    STOCK_COUNTED = "orders.stock_counted", _("Stock counted")
    FACTS_MENDED = "orders.facts_mended", _("Figures mended")
