"""Records for tests and for the demo company."""

from .goods import WarehouseFactory, drawn_up, noon, shipped, signed, stocked
from .moment import MORNING
from .order import (
    OrderFactory,
    OrderLineFactory,
    draft_order,
    released_order,
    submitted_order,
    verified_order,
)
from .papers import (
    InvoiceFactory,
    ReceiptFactory,
    ReceivableFactory,
    SalesReturnFactory,
    ShipmentFactory,
    StockBalanceFactory,
    StockMovementFactory,
)

__all__ = [
    "MORNING",
    "InvoiceFactory",
    "OrderFactory",
    "OrderLineFactory",
    "ReceiptFactory",
    "ReceivableFactory",
    "SalesReturnFactory",
    "ShipmentFactory",
    "StockBalanceFactory",
    "StockMovementFactory",
    "WarehouseFactory",
    "draft_order",
    "drawn_up",
    "noon",
    "released_order",
    "shipped",
    "signed",
    "stocked",
    "submitted_order",
    "verified_order",
]
