"""Red letters: of an invoice, and of the goods that came back."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.ui import ActionPage
from core.ui.forms import Form
from orders.enums import InvoiceStatus, ReturnStatus
from orders.forms.red_letter import InvoiceReverseForm
from orders.models import Invoice, SalesReturn
from orders.selectors.red_letters import blues_of
from orders.services import Confirmation, RedRow, invoice_reverse

from .quantities import QuantitiesPage

S = InvoiceStatus


class InvoiceReversePage(QuantitiesPage):
    """A red letter."""

    model = Invoice
    service = invoice_reverse
    permission = "orders.reverse_invoice"
    label = gettext_lazy("Red letter")
    states = {S.ISSUED, S.SENT, S.RECEIVED}
    form_class = InvoiceReverseForm
    danger = True

    @classmethod
    def why_not(cls, record: Invoice, user: Any = None) -> str:
        return _("This is a red letter.") if record.is_red else cls.state_refusal(record)

    def arguments(self, form: Any) -> dict[str, Any]:
        parts = self.record.lines.in_bulk()
        head = form.head()
        return {
            "rows": [RedRow(parts[pk], number) for pk, number in form.quantities().items()],
            "number": head["number"],
            "code": head["code"],
            "on": head["on"],
            "sales_return": form.back,
            "confirmation": Confirmation(
                number=head["red_confirmation"],
                confirmed_on=head["confirmed_on"],
                reason=head["red_reason"],
                began_by=head["red_began_by"],
            ),
        }

    def _dialog(self, form: Any, *, status: int = 200) -> HttpResponse:
        """With the way to the other invoices that charge what came back."""
        blues = blues_of(form.back, self.request.user) if form.back is not None else []
        form.others = [
            {"invoice": blue, "url": reverse_address(blue, form.back)}
            for blue in blues
            if blue.pk != self.record.pk
        ]
        return super()._dialog(form, status=status)

    def success_url(self, record: Invoice, result: Invoice) -> str:
        return reverse("orders:invoice_detail", args=[result.pk])


def reverse_address(blue: Invoice, sales_return: SalesReturn) -> str:
    """The red letter of an invoice with what came back filled in."""
    return f"{InvoiceReversePage.address(blue.pk)}?{urlencode({'sales_return': sales_return.pk})}"


class SalesReturnReversePage(ActionPage):
    """Leads to the red letter of the invoice that charges what came back."""

    model = SalesReturn
    permission = "orders.reverse_invoice"
    label = gettext_lazy("Issue the red letter")
    states = {ReturnStatus.RECEIVED}
    form_class = Form  # asked for on the page it leads to
    primary = True

    @classmethod
    def button(cls, record: Any, user: Any) -> dict[str, Any] | None:
        """Only where one is due."""
        return super().button(record, user) if record.needs_red_letter else None

    @classmethod
    def why_not(cls, record: SalesReturn, user: Any = None) -> str:
        if reason := cls.state_refusal(record):
            return reason
        if record.needs_red_letter and (user is None or blues_of(record, user)):
            return ""
        return _("No invoice of these goods is left to reverse.")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.check_record()
        blues = blues_of(record, self.request.user)
        if not blues:
            return self._refused(_("No invoice of these goods is left to reverse."))
        return HttpResponseRedirect(reverse_address(blues[0], record))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.get(request, **kwargs)
