"""Errors found after verification, 差错登记. See ``docs/corrections.md``."""

from .occasions import occasion, offered
from .registering import register, settle
from .totals import totals

__all__ = ["occasion", "offered", "register", "settle", "totals"]
