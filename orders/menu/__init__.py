"""What of this app stands in the navigation and in the inbox, one module per side of the work."""

from . import goods, order

__all__ = ["goods", "order"]
