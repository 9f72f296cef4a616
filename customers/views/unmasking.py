"""What is masked is shown in full on request; the trail says who read it."""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from core.secrecy import BANK, CONTACT
from core.ui import ActionPage
from customers import services
from customers.models import Contact, Customer
from customers.selectors import details_of, plain


class UnmaskPage(ActionPage):
    """The details of one kind in full: in place where scripts run, else on a page of their own."""

    label = _("Show in full")
    secret: ClassVar[str]
    fragment: ClassVar[str]
    whole: ClassVar[str]

    @classmethod
    def button(cls, record: Any, user: Any) -> dict[str, Any] | None:
        """It stands beside what is masked."""
        return None

    def post(self, request: Any, **kwargs: Any) -> HttpResponse:
        record = self.check_record()
        self.call(services.details_unmask, subject=record, kind=self.secret)
        context = {"title": str(record), **self.shown(record)}
        return self.answer(context, part=self.fragment if request.htmx else self.whole)

    def shown(self, record: Any) -> dict[str, Any]:
        """The details for the templates."""
        raise NotImplementedError


class ContactUnmaskPage(UnmaskPage):
    """A contact's."""

    model = Contact
    permission = "customers.unmask_contact"
    secret = CONTACT
    fragment = "customers/_contact_row.html"
    whole = "customers/contact_unmask.html"

    def shown(self, record: Contact) -> dict[str, Any]:
        return {"each": plain(record), "record": record.customer}


class CustomerUnmaskPage(UnmaskPage):
    """The customer's own phone."""

    model = Customer
    permission = "customers.unmask_contact"
    secret = CONTACT
    fragment = "customers/_details.html"
    whole = "customers/customer_unmask.html"

    def shown(self, record: Customer) -> dict[str, Any]:
        return {"record": record, "details": details_of(record, self.secret)}


class CustomerUnmaskBankPage(CustomerUnmaskPage):
    """The customer's bank and what else stands on its invoices."""

    permission = "customers.unmask_bank"
    secret = BANK


pages = [ContactUnmaskPage, CustomerUnmaskPage, CustomerUnmaskBankPage]
