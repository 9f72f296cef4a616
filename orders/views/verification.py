"""The page of the second person: the machine's answers, four ticks, the next order."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.selectors import may_second, may_see, show
from core.secrecy import AMOUNT, CONTACT
from core.ui import ActionPage
from orders.enums import MONEY_CHECKS, OrderStatus
from orders.forms.verification import VerifyForm
from orders.models import Order
from orders.selectors.approval import with_approvals
from orders.selectors.checked_lines import checked_lines
from orders.selectors.checks import Asked, answers_to, lines_compared
from orders.selectors.policy import sales_policy
from orders.selectors.verification import waiting_for
from orders.services import order_verify


class OrderVerifyPage(ActionPage):
    """Verify an order, 复核."""

    model = Order
    service = order_verify
    permission = "orders.verify_order"
    label = gettext_lazy("Verify")
    to = OrderStatus.CONFIRMED
    primary = True
    form_class = VerifyForm
    template = "orders/order_verify.html"

    @classmethod
    def why_not(cls, record: Order, user: Any = None) -> str:
        if reason := cls.state_refusal(record):
            return reason
        maker = record.submitted_by or record.created_by
        if user is not None and record.is_made_by(user):
            return _("Somebody other than the maker has to verify this order.")
        if user is not None and not may_second(user, maker, "orders.verify_order"):
            return _("You are not a second pair of eyes for %(maker)s.") % {"maker": maker}
        return ""

    def arguments(self, form: VerifyForm) -> dict[str, Any]:
        return {"ticks": form.ticks()}

    def message(self, record: Order) -> str:
        record.refresh_from_db()
        if record.status == OrderStatus.CONFIRMED:
            return _("%(order)s is verified.") % {"order": record}
        return _("%(order)s went back to its maker.") % {"order": record}

    def success_url(self, record: Order, result: Any) -> str:
        """The next one that waits for this person, else the list."""
        following = waiting_for(self.request.user).exclude(pk=record.pk).first()
        if following is None:
            return reverse("orders:order_list") + "?for_me=1"
        return reverse("orders:order_verify", args=[following.pk])

    def _dialog(self, form: Any, *, status: int = 200) -> HttpResponse:
        """A page of its own: too much stands on it for a dialog."""
        record = self.record
        lines = checked_lines(record)
        asked = Asked(record, lines, self.today, sales_policy())
        checks = with_approvals(record, lines, answers_to(asked))
        sees_amount = may_see(self.request.user, AMOUNT, record)
        waiting = waiting_for(self.request.user)
        context = {
            "form": form,
            "record": record,
            "title": self.label,
            "lines": lines_compared(asked),
            "checks": checks if sees_amount else [x for x in checks if x.kind not in MONEY_CHECKS],
            "sees_amount": sees_amount,
            "phone": show(self.request.user, CONTACT, record.delivery_phone, record.customer),
            "waiting": waiting.count(),
        }
        return self.answer(context, status=status)


pages = [OrderVerifyPage]
