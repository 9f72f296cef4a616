"""What is written on the order: complete, on sale, above zero, received lately, seen before."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import business_date
from orders.selectors.same_number import same_customer_number

from .asked import STOP, WARNING, Asked, Said


def incomplete(asked: Asked) -> Iterator[Said]:
    """Lines, address and dates are there."""
    if not asked.lines:
        yield STOP, _("The order has no lines."), None
    if not asked.order.delivery_address:
        yield WARNING, _("There is no delivery address."), None
    for line in asked.lines:
        if line.requested_on is None and asked.order.requested_on is None:
            yield WARNING, _("No requested date is given."), line


def complete(asked: Asked) -> str:
    count = len(asked.lines)
    sentence = ngettext(
        "The address and the date of %(n)d line are given.",
        "The address and the dates of %(n)d lines are given.",
        count,
    )
    return sentence % {"n": count}


def withdrawn(asked: Asked) -> Iterator[Said]:
    """Only what is on sale is sold."""
    for line in asked.lines:
        if not line.product.is_active:
            sentence = _("%(product)s is no longer on sale.") % {"product": line.product.code}
            yield STOP, sentence, line


def on_sale(asked: Asked) -> str:
    return _("In the catalogue and on sale.")


def not_positive(asked: Asked) -> Iterator[Said]:
    """A quantity is above zero."""
    for line in asked.lines:
        if line.quantity <= 0:
            yield STOP, _("The quantity must be above 0."), line


def positive(asked: Asked) -> str:
    return _("Every quantity is above 0.")


def lain_long(asked: Asked) -> Iterator[Said]:
    """An order taken down long after it came was perhaps given a wrong date."""
    order, days = asked.order, asked.policy.received_days
    first = min(business_date(order.received_at), order.ordered_on)
    if first < business_date(order.created_at) - timedelta(days=days):
        sentence = _("Received on %(day)s, more than %(days)s days before it was taken down.")
        yield WARNING, sentence % {"day": first.isoformat(), "days": days}, None


def came_lately(asked: Asked) -> str:
    day = business_date(asked.order.received_at)
    return _("Received on %(day)s.") % {"day": day.isoformat()}


def seen_before(asked: Asked) -> Iterator[Said]:
    """The same customer's number on two orders is perhaps the same order."""
    if same := same_customer_number(asked.order):
        facts = {
            "number": asked.order.customer_order_number,
            "orders": ", ".join(str(other) for other in same),
        }
        sentence = _("The customer's number %(number)s is on %(orders)s already.")
        yield WARNING, sentence % facts, None


def not_seen(asked: Asked) -> str:
    number = asked.order.customer_order_number
    if not number:
        return _("The customer gave no number.")
    return _("%(number)s is on no other order.") % {"number": number}
