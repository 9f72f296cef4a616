"""Reads of customers: doubles, masked details, what a merge moves."""

from .duplicates import SHORTEST_NAME, Double, doubles_of, match_name
from .masking import Details, details_of, masked_details, plain, shown_contacts
from .merging import Moving, customer_counted, merged_pks, what_moves
from .phones import PhoneHolder, bare_number, customers_by_phone
from .retention import retention_span
from .scope import narrow_by_customer

__all__ = [
    "SHORTEST_NAME",
    "Details",
    "Double",
    "Moving",
    "PhoneHolder",
    "bare_number",
    "customer_counted",
    "customers_by_phone",
    "details_of",
    "doubles_of",
    "masked_details",
    "match_name",
    "merged_pks",
    "narrow_by_customer",
    "plain",
    "retention_span",
    "shown_contacts",
    "what_moves",
]
