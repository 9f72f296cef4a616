"""Any period, by any basis and grouping, as page, workbook or PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from core import secrecy
from core.ui.pages.page import Page
from orders.enums import Basis
from reports.enums import GroupKey, ReportKind
from reports.forms import QuestionForm
from reports.prints import paper_context
from reports.services import report_build

from .addresses import lead_of
from .answering import FILES, report_file


class ReportAskPage(Page):
    """A report over fresh facts; nothing is frozen."""

    permission = "reports.view_report"
    title = _("Sales figures")
    kind = "ask"
    noun = "report"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = QuestionForm({**self.initial(), **request.GET.dict()}, today=self.today)
        if not form.is_valid():
            return self.answer({"form": form, "sheet": None}, status=422)
        result = report_build(question=form.question())
        if (wanted := request.GET.get("format", "")) in FILES:
            return report_file(self, result, wanted)
        with_cost = secrecy.may_see(request.user, secrecy.COST)
        sheet = paper_context(result, with_cost=with_cost, lead=lead_of(result))
        return self.answer({"form": form, "sheet": sheet, "query": request.GET.urlencode()})

    def initial(self) -> dict[str, Any]:
        """This month by salesperson, by order date, with tax, returns deducted."""
        return {
            "kind": ReportKind.MONTHLY.value,
            "on": self.today.isoformat(),
            "basis": Basis.ORDER.value,
            "tax": "incl",
            "returns": "in",
            "by": GroupKey.SALESPERSON.value,
        }
