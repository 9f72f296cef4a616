"""The company's rules for orders and money."""

from orders.models import SalesPolicy


def sales_policy() -> SalesPolicy:
    """The one row, or its defaults as long as nobody changed them."""
    for found in SalesPolicy.objects.filter(pk=1):
        return found
    policy = SalesPolicy(pk=1)
    policy.clean_fields()
    return policy
