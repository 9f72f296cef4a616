"""Errors found after verification, 差错登记. See ``docs/corrections.md``."""

from .occasions import deny, occasion, offered
from .registering import register, registered, settle
from .totals import totals

__all__ = ["deny", "occasion", "offered", "register", "registered", "settle", "totals"]
