"""Writes of products."""

from .product import product_change, product_create

__all__ = ["product_change", "product_create"]
