"""Customers that a file names by their codes."""

from core.database import portions
from customers.models import Customer


def customers_by_code(codes: list[str]) -> dict[str, Customer]:
    """Those of them that there are, with code and name."""
    found: dict[str, Customer] = {}
    for some in portions(codes):
        rows = Customer.objects.filter(code__in=some)
        found.update({each.code: each for each in rows.only("code", "name")})
    return found
