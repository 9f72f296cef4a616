"""Dated movements of sales, and which a figure counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """By which date a figure counts, 统计口径."""

    ORDER = "order", _("Order, when verified")
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
