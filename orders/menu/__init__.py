"""What of this app stands in the navigation, in the inbox and on pages of lower apps."""

from . import customer, dunning, goods, order

__all__ = ["customer", "dunning", "goods", "order"]
