"""Which acceptance bills have to be looked after."""

from datetime import date, timedelta

from django.db.models import Q

from orders.enums import BillStatus

SOON = timedelta(days=30)


def has_come_due(today: date) -> Q:
    """In hand though its day has come."""
    return Q(status=BillStatus.HELD, receipt__bill_due_on__lte=today)


def comes_due_soon(today: date) -> Q:
    """In hand, and its day comes within thirty days."""
    span = Q(receipt__bill_due_on__gt=today, receipt__bill_due_on__lte=today + SOON)
    return Q(status=BillStatus.HELD) & span
