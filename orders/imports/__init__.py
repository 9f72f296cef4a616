"""What files may bring in: whole orders, heads of orders, lines for heads."""

from .ledger import OrderImport
from .line_ledger import OrderLineImport

__all__ = ["OrderImport", "OrderLineImport"]
