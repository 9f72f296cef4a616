"""Reads of customers: doubles, masked details."""

from .duplicates import Double, doubles_of, match_name
from .masking import masked, shown_contacts

__all__ = ["Double", "doubles_of", "masked", "match_name", "shown_contacts"]
