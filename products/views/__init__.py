"""Pages of products."""

from .product import pages

__all__ = ["pages"]
