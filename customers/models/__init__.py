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

__all__ = [
    "Contact",
    "ContactQuerySet",
    "Customer",
    "CustomerAddress",
    "CustomerAddressQuerySet",
    "CustomerClass",
    "CustomerQuerySet",
    "OwnerPeriod",
]
