"""Pages of the customer archive."""

from . import address, contact, credit, customer, keeping, unmasking

pages = [
    *customer.pages,
    *keeping.pages,
    *credit.pages,
    *contact.pages,
    *address.pages,
    *unmasking.pages,
]
