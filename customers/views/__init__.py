"""Pages of the customer archive."""

from . import address, contact, customer, keeping

pages = [*customer.pages, *keeping.pages, *contact.pages, *address.pages]
