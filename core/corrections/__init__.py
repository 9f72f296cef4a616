"""Errors found after verification, 差错登记. See ``docs/corrections.md``."""

from .registering import register, settle
from .totals import totals

__all__ = ["register", "settle", "totals"]
