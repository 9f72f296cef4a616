"""Orders, goods and money for other programs."""

from . import goods, money, order

__all__ = ["goods", "money", "order"]
