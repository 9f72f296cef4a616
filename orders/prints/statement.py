"""The statement of account 对账单, to be confirmed by the customer."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.clock import business_today, day_of
from core.money import capital_form
from core.printing import A4, PrintedForm, Signature
from customers.models import Customer
from orders.selectors.account import customer_account


class StatementSheet(PrintedForm):
    """Opening, every entry with its running balance, closing; two seals."""

    name = "orders.statement"
    model = Customer
    title = _("Statement of account")
    template = "orders/print_statement.html"
    permission = "orders.print_statement"
    papers = (A4,)

    def context(self) -> dict[str, Any]:
        """The account from the first day to the last; by itself this year's."""
        to_on = day_of(self.asked.get("to"), business_today())
        from_on = min(day_of(self.asked.get("from"), to_on.replace(month=1, day=1)), to_on)
        account = customer_account(self.record, from_on, to_on)
        return {
            "customer": self.record,
            "from_on": from_on,
            "to_on": to_on,
            "account": account,
            "columns": 6,
            "capital": capital_form(account.closing),
            "is_ours": account.closing >= 0,
        }

    def blanks_filled(self) -> list[Signature]:
        """Ours and theirs."""
        return [
            Signature(_("Supplier (seal)")),
            Signature(_("Drawn up by"), str(self.user)),
            Signature(_("Customer (seal)")),
            Signature(_("Confirmed on")),
        ]

    def file_name(self) -> str:
        return f"{self.title} {self.record.name}"
