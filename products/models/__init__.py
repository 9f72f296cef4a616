"""Product categories and products."""

from .product import Product, ProductCategory, ProductQuerySet

__all__ = ["Product", "ProductCategory", "ProductQuerySet"]
