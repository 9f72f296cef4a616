"""Customers, their people, addresses and owners."""

from .contact import Contact, ContactQuerySet
from .customer import (
    Customer,
    CustomerAddress,
    CustomerAddressQuerySet,
    CustomerClass,
    CustomerQuerySet,
    OwnerPeriod,
)
from .retention import RetentionTerms, retention_within

__all__ = [
    "Contact",
    "ContactQuerySet",
    "Customer",
    "CustomerAddress",
    "CustomerAddressQuerySet",
    "CustomerClass",
    "CustomerQuerySet",
    "OwnerPeriod",
    "RetentionTerms",
    "retention_within",
]
