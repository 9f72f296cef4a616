"""Orders, goods and money for other programs."""

from . import bill, goods, invoice_book, money, order

__all__ = ["bill", "goods", "invoice_book", "money", "order"]
