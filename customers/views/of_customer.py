"""What is entered under a customer."""

from typing import Any

from django.http import Http404

from core.ui import CreatePage
from customers.models import Customer


class OfCustomer(CreatePage):
    """The customer stands in the address; one that the person does not see is not found."""

    def arguments(self, form: Any) -> dict[str, Any]:
        found = Customer.objects.visible_to(self.request.user).filter(pk=self.kwargs["customer"])
        customer = found.first()
        if customer is None:
            raise Http404
        return {**form.cleaned_data, "customer": customer}
