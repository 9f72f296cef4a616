"""A corrected report may have been an error of figures."""

from django.utils.translation import gettext_lazy as _

from core.corrections import occasion
from core.models import ErrorKind

occasion(
    "reports.Report",
    "revised",
    _("The report was corrected. If an error of ours was the cause, enter it."),
    kind=ErrorKind.REPORT,
    # What the clock completes was no error.
    happened=lambda report: report.revision > 1 and report.due_at is None,
    facts=lambda report: {"description": report.revision_reason},
)
