"""What the archive does when an approval is decided."""

from approvals.services import request_decided
from customers.services import credit_decided

request_decided.receiver(credit_decided)
