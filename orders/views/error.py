"""An error found in an order after it was verified, entered from the order itself."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import corrections
from core.models import Correction
from core.ui import ActionPage
from core.views.correction import ErrorForm
from orders.enums import ORDER_COUNTS
from orders.models import Order


class OrderErrorPage(ActionPage):
    """Enter what was wrong with a verified order, once."""

    model = Order
    permission = "core.register_correction"
    label = gettext_lazy("Register an error")
    form_class = ErrorForm

    @classmethod
    def why_not(cls, record: Order, user: Any = None) -> str:
        counts = record.status in {str(status) for status in ORDER_COUNTS}
        return "" if counts else _("Before verification it is simply corrected.")

    def initial(self) -> dict[str, Any]:
        return {"found_on": self.today, "made_by": self.record.created_by_id}

    def perform(self, record: Order, form: Any) -> Correction:
        return self.call(corrections.register, subject=record, **form.cleaned_data)


pages = [OrderErrorPage]
