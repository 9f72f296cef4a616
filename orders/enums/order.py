"""An order: its way, how it came, what is checked of it."""

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
    LAST_PRICE = "last_price", _("Price against last price")
    FLOOR_PRICE = "floor_price", _("Price against floor")
    TAX_RATE = "tax_rate", _("Tax rate against catalogue")
    DELIVERY = "delivery", _("Delivery date feasible")
    CREDIT = "credit", _("Credit limit")
    OVERDUE = "overdue", _("Past due beyond the grace")
    DUPLICATE = "duplicate", _("Same customer number")
    RECEIVED = "received", _("Day of receipt")
    RETENTION = "retention", _("Retention against the customer's")
    BLOCKED = "blocked", _("Customer blocked")


# Their sentences name prices, money owed or kept back.
MONEY_CHECKS = {
    CheckKind.LIST_PRICE,
    CheckKind.LAST_PRICE,
    CheckKind.FLOOR_PRICE,
    CheckKind.CREDIT,
    CheckKind.OVERDUE,
    CheckKind.RETENTION,
}


class Element(models.TextChoices):
    """The four elements a second person ticks, 订单核对四要素."""

    SPECIFICATION = "specification", _("Specification")
    QUANTITY = "quantity", _("Quantity")
    PRICE = "price", _("Price")
    DELIVERY = "delivery", _("Delivery date")
