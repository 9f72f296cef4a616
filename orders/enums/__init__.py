"""Statuses, their tables of legal moves, kinds and event names."""

from .event import Event
from .fulfilment import (
    HAND_OVER_MOVES,
    ISSUE_MOVES,
    HandOverStatus,
    IssueKind,
    IssueStatus,
)
from .goods import (
    RETURN_MOVES,
    SHIPMENT_MOVES,
    Disposition,
    ReturnStatus,
    ShipmentStatus,
    StockKind,
)
from .money import (
    DIGITAL_KINDS,
    INVOICE_MOVES,
    RECEIPT_MOVES,
    AllocationKind,
    InvoiceKind,
    InvoiceStatus,
    ReceiptMethod,
    ReceiptStatus,
    ReceivableSource,
)
from .movement import (
    BASIS_MOVEMENTS,
    BASIS_RETURNS,
    Basis,
    MovementKind,
)
from .order import (
    ORDER_COUNTS,
    ORDER_MOVES,
    ORDER_OPEN,
    CheckKind,
    CheckLevel,
    Element,
    FreightTerms,
    OrderStatus,
    ReceivedVia,
)

__all__ = [
    "BASIS_MOVEMENTS",
    "BASIS_RETURNS",
    "DIGITAL_KINDS",
    "HAND_OVER_MOVES",
    "INVOICE_MOVES",
    "ISSUE_MOVES",
    "ORDER_COUNTS",
    "ORDER_MOVES",
    "ORDER_OPEN",
    "RECEIPT_MOVES",
    "RETURN_MOVES",
    "SHIPMENT_MOVES",
    "AllocationKind",
    "Basis",
    "CheckKind",
    "CheckLevel",
    "Disposition",
    "Element",
    "Event",
    "FreightTerms",
    "HandOverStatus",
    "InvoiceKind",
    "InvoiceStatus",
    "IssueKind",
    "IssueStatus",
    "MovementKind",
    "OrderStatus",
    "ReceiptMethod",
    "ReceiptStatus",
    "ReceivableSource",
    "ReceivedVia",
    "ReturnStatus",
    "ShipmentStatus",
    "StockKind",
]
