"""Customers to whom nothing is released and nothing goes out."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.selectors import may_see
from core.secrecy import AMOUNT
from customers.models import Customer


def credit_stop(customer: Customer, user: Any) -> str:
    """Why nothing goes out, '' when nothing stops it; the reason, which may name money owed, is
    for who sees amounts.
    """
    if not customer.is_blocked:
        return ""
    if customer.blocked_reason and may_see(user, AMOUNT, customer):
        return _("The customer is blocked, nothing is released or shipped: %(reason)s") % {
            "reason": customer.blocked_reason
        }
    return _("The customer is blocked, nothing is released or shipped.")
