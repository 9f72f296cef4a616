"""What orders do when something happens to customers, and when an approval is decided."""

from datetime import datetime

from accounts.models import User
from approvals.services import request_decided
from core import periods
from customers.models import Customer
from customers.selectors import Moving, customer_counted
from customers.services import customer_merged
from orders.selectors.hanging import hanging_on
from orders.selectors.unfinished import unfinished
from orders.services import customer_relink, order_approval_decided

request_decided.receiver(order_approval_decided)
periods.closing.receiver(unfinished)


@customer_counted.receiver
def count_documents(*, customer: Customer) -> list[Moving]:
    """What a merge would move."""
    return hanging_on(customer)


@customer_merged.receiver
def link_documents_again(
    *, gone: Customer, kept: Customer, actor: User, at: datetime, reason: str
) -> list[Moving]:
    """Orders, goods, invoices and money go along."""
    return customer_relink(actor=actor, gone=gone, kept=kept, at=at, reason=reason)
