"""What was merged into another customer stays as it is: it only leads there."""

from django.utils.translation import gettext as _

from core.errors import BusinessError
from customers.models import Customer


def refuse_merged(customer: Customer) -> None:
    """Refuse a record that was merged into another; ``customer`` is as it stands now."""
    if customer.merged_into_id:
        raise BusinessError(_("This customer was merged into another."), code="merged")
