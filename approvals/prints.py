"""The sheet of a request for approval 审批单."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals.enums import Verdict
from approvals.models import Request
from approvals.selectors import read_by, trail_of, with_words
from core.clock import business_today
from core.money import capital_form
from core.printing import A4, PrintedForm
from core.secrecy import AMOUNT, may_see


class RequestSheet(PrintedForm):
    """What is asked, why, and what everybody did about it, as the printing person may read it."""

    name = "approvals.request"
    model = Request
    title = _("Request for approval")
    template = "approvals/print_request.html"
    permission = "approvals.print_request"
    papers = (A4,)

    def secrecy_subject(self) -> Any:
        """What it is about."""
        return self.record.subject

    def context(self) -> dict[str, Any]:
        """Facts to decide by, and the trail without what was passed over."""
        request, subject = self.record, self.record.subject
        read = read_by(self.user, [request], subject, business_today())
        trail = [line for line in trail_of(request) if line.verdict != Verdict.SKIPPED]
        with_words(trail, self.user, read)
        declared = request.declared
        amount = request.amount if may_see(self.user, AMOUNT, subject) else None
        return {
            "request": request,
            "columns": 5,
            "reason": request.reason if request.pk in read else "",
            "amount": amount,
            "capital": "" if amount is None else capital_form(amount),
            "facts": declared.summary(request, self.user) if declared.summary else [],
            "trail": trail,
        }
