"""Customers, their people, addresses and owners."""

from .contact import Contact, ContactQuerySet
from .customer import Customer, CustomerAddress, CustomerClass, CustomerQuerySet, OwnerPeriod

__all__ = [
    "Contact",
    "ContactQuerySet",
    "Customer",
    "CustomerAddress",
    "CustomerClass",
    "CustomerQuerySet",
    "OwnerPeriod",
]
