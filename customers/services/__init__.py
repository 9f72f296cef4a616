"""Writes of the customer archive."""

from .address import address_change, address_create, address_remove
from .contact import contact_change, contact_create
from .credit import credit_decided, credit_request
from .customer import (
    customer_block,
    customer_change,
    customer_create,
    customer_move,
    customer_unblock,
)
from .merging import customer_merged, customers_merge
from .owner import customers_hand_over, owner_change
from .personal import contact_copy, contact_erase
from .retention import retention_agreed
from .unmasking import details_unmask

__all__ = [
    "address_change",
    "address_create",
    "address_remove",
    "contact_change",
    "contact_copy",
    "contact_create",
    "contact_erase",
    "credit_decided",
    "credit_request",
    "customer_block",
    "customer_change",
    "customer_create",
    "customer_merged",
    "customer_move",
    "customer_unblock",
    "customers_hand_over",
    "customers_merge",
    "details_unmask",
    "owner_change",
    "retention_agreed",
]
