"""Frozen reports: list, page, workbook, paper, correction."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from core import secrecy
from core.ui import ActionPage, DetailPage, ListPage, Tab, forms
from core.ui.pages.page import Page
from core.views.correction import ErrorOfPage
from reports import services
from reports.lists import ReportList
from reports.models import Report
from reports.prints import paper_context

from .addresses import lead_of
from .answering import report_file


class ReportListPage(ListPage):
    """All frozen reports."""

    list_class = ReportList
    permission = "reports.view_report"


class ReportDetailPage(DetailPage):
    """One frozen report: its figures as they were, and whether the digest still holds."""

    model = Report
    permission = "reports.view_report"
    tabs = [
        Tab("figures", _("Figures"), template="reports/_frozen.html"),
        *(
            Tab(key.value, key.label, template="reports/_frozen_group.html")
            for key in services.FROZEN_GROUPS
        ),
    ]

    def context(self, report: Report) -> dict[str, Any]:
        """The sheet, its address as file, its revisions."""
        with_cost = secrecy.may_see(self.request.user, secrecy.COST)
        result = {**report.figures, "digest": report.digest}
        siblings = Report.objects.filter(
            kind=report.kind,
            from_on=report.from_on,
            basis=report.basis,
            includes_tax=report.includes_tax,
            includes_returns=report.includes_returns,
        ).order_by("revision")
        return {
            "sheet": paper_context(result, with_cost=with_cost, lead=lead_of(result)),
            "is_intact": services.is_intact(report),
            "revisions": siblings,
        }


class ReportErrorPage(ErrorOfPage):
    """What was wrong with a report's figures."""

    model = Report


class ReportFile(Page):
    """A frozen report as a file."""

    model = Report
    permission = "reports.view_report"
    kind = "file"
    on_record = True

    format: ClassVar[str]

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        report = self.check_record()
        result = {**report.figures, "digest": report.digest}
        return report_file(self, result, self.format, report)


class ReportWorkbookPage(ReportFile):
    """The workbook."""

    format = "xlsx"


class ReportPaperPage(ReportFile):
    """The PDF."""

    format = "pdf"


class ReportRevisePage(ActionPage):
    """Freeze the figures again as the next revision, with the reason."""

    model = Report
    service = services.report_revise
    permission = "reports.revise_report"
    label = _("Correct")
    form_class = forms.ReasonForm
