"""A report as a file: for whom it is, and that it left the house."""

from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpResponse

from core import audit, secrecy
from core.printing import pdf_response
from core.ui.pages.page import Page
from reports.enums import Event
from reports.models import Report
from reports.prints import report_pdf, report_workbook, title_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ASKED = ("kind", "on", "basis", "tax", "returns", "by")


def report_file(
    page: Page, result: dict[str, Any], wanted: str, report: Report | None = None
) -> HttpResponse:
    """Workbook (``xlsx``) or paper (``pdf``) of what was asked or frozen; each is in the trail."""
    user = page.request.user
    make, respond = FILES[wanted]
    content = make(result, with_cost=secrecy.may_see(user, secrecy.COST))
    asked = {key: result[key] for key in ASKED if result[key]}
    audit.record(
        actor=user,
        verb=Event.REPORT_EXPORTED,
        subject=report,
        at=page.now,
        changes={"format": (None, wanted), "query": (None, urlencode(asked))},
    )
    return respond(content, title_of(result))


def workbook_response(content: bytes, title: str) -> HttpResponse:
    """The workbook under its title."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title)}.xlsx"
    return response


FILES = {"xlsx": (report_workbook, workbook_response), "pdf": (report_pdf, pdf_response)}
