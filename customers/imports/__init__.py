"""Customers a file may bring in."""

from .customers import CustomerImport

__all__ = ["CustomerImport"]
