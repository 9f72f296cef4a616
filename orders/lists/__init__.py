"""Columns, filters and totals of each list; the export is the same object."""

from . import (
    dunning,
    hand_over,
    invoice,
    issue,
    ledger,
    movement,
    order,
    part,
    receipt,
    receipt_flow,
    receivable,
    refund,
    sales_return,
    shipment,
    stock,
    tracking,
)

__all__ = [
    "dunning",
    "hand_over",
    "invoice",
    "issue",
    "ledger",
    "movement",
    "order",
    "part",
    "receipt",
    "receipt_flow",
    "receivable",
    "refund",
    "sales_return",
    "shipment",
    "stock",
    "tracking",
]
