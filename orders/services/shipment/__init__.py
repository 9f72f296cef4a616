"""Goods going out: drawn up, shipped, cancelled. Signing for them is in ``signing``."""

from .drawing_up import ShipmentRow, shipment_cancel, shipment_create
from .leaving import shipment_ship
from .parts import drawn_up, gone_of, totals_of

__all__ = [
    "ShipmentRow",
    "drawn_up",
    "gone_of",
    "shipment_cancel",
    "shipment_create",
    "shipment_ship",
    "totals_of",
]
