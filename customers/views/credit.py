"""Asking for another credit limit."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.selectors import open_request
from customers import services
from customers.forms import CreditForm
from customers.models import Customer
from customers.services.credit import CREDIT_KIND

from .keeping import KeepingPage


class CustomerCreditPage(KeepingPage):
    """Up to those who grant credit."""

    service = services.credit_request
    form_class = CreditForm
    permission = "customers.request_credit"
    label = gettext_lazy("Change the credit limit")
    done = gettext_lazy("The credit limit of %(record)s is under approval.")

    @classmethod
    def stands_against(cls, record: Customer) -> str:
        waiting = open_request(record, CREDIT_KIND)
        if waiting is not None and waiting.is_waiting:
            return _("Waits for %(people)s already.") % {"people": waiting.waits_for}
        return ""


pages = [CustomerCreditPage]
