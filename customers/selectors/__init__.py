"""Reads of customers: doubles, masked details, what a merge moves."""

from .duplicates import Double, doubles_of, match_name
from .masking import plain, shown_contacts
from .merging import Moving, customer_counted, merged_pks, what_moves
from .scope import narrow_by_customer

__all__ = [
    "Double",
    "Moving",
    "customer_counted",
    "doubles_of",
    "match_name",
    "merged_pks",
    "narrow_by_customer",
    "plain",
    "shown_contacts",
    "what_moves",
]
