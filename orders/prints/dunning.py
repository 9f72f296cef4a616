"""The dunning letter 催款函: what is past due, item by item, and a polite request to pay it."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.clock import business_today, day_of
from core.money import capital_form
from core.printing import A4, PrintedForm, Signature
from customers.models import Customer
from orders.selectors.dunning import overdue_items
from orders.selectors.receivables import receivables_at, total_of

ZERO = Decimal("0.00")


class DunningLetter(PrintedForm):
    """The items past due on a day, their sum in figures and words, our account, two seals."""

    name = "orders.dunning_letter"
    model = Customer
    title = _("Dunning letter")
    template = "orders/print_dunning.html"
    permission = "orders.print_dunning"
    papers = (A4,)

    def context(self) -> dict[str, Any]:
        """As of today unless a day is asked for; money not set against anything stands apart."""
        on = day_of(self.asked.get("on"), business_today())
        items = overdue_items(self.record.pk, on)
        total = sum((item.outstanding for item in items), ZERO)
        whole = total_of(receivables_at(on, only={"customer": self.record.pk}))
        return {
            "customer": self.record,
            "as_of": on,
            "items": items,
            "total": total,
            "capital": capital_form(total),
            "unallocated": whole.unallocated,
            "columns": 6,
        }

    def blanks_filled(self) -> list[Signature]:
        """Ours, and the customer's receipt."""
        return [
            Signature(_("Supplier (seal)")),
            Signature(_("Contact"), str(self.user)),
            Signature(_("Received by (seal)")),
            Signature(pgettext_lazy("dunning letter", "Received on")),
        ]

    def file_name(self) -> str:
        return f"{self.title} {self.record.name}"
