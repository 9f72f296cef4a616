"""Orders, goods and money for other programs."""

from . import bill, goods, money, order

__all__ = ["bill", "goods", "money", "order"]
