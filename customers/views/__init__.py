"""Pages of the customer archive."""

from . import contact, customer

pages = [*customer.pages, *contact.pages]
