"""What files may bring in: orders with their lines, receipts, invoices, opening stock."""

from .invoices import InvoiceImport
from .ledger import OrderImport
from .line_ledger import OrderLineImport
from .receipts import ReceiptImport
from .stock import OpeningStockImport

__all__ = [
    "InvoiceImport",
    "OpeningStockImport",
    "OrderImport",
    "OrderLineImport",
    "ReceiptImport",
]
