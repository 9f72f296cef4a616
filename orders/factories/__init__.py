"""Records for tests and for the demo company."""

from .moment import MORNING
from .order import (
    OrderFactory,
    OrderLineFactory,
    draft_order,
    released_order,
    submitted_order,
    verified_order,
)

__all__ = [
    "MORNING",
    "OrderFactory",
    "OrderLineFactory",
    "draft_order",
    "released_order",
    "submitted_order",
    "verified_order",
]
