"""Goods: shipped, returned, in stock."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class StockKind(models.TextChoices):
    """What a movement of stock is."""

    PRODUCTION_IN = "production_in", _("From production")
    PURCHASE_IN = "purchase_in", _("From purchasing")
    RETURN_IN = "return_in", _("Returned")
    SHIPMENT_OUT = "shipment_out", _("Shipped")
    COUNTED = "counted", _("Counted")
    OPENING = "opening", _("Opening balance")


class WarehouseUse(models.TextChoices):
    """What lies in a warehouse."""

    SALE = "sale", _("For sale")
    REPAIR = "repair", _("To be repaired")
    SCRAP = "scrap", _("To be scrapped")
