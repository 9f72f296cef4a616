"""A frozen quarter is put up for confirmation by those whose it is."""

from django.utils import timezone

from core.events import Event as Told
from core.events import subscriber
from reports.enums import Event
from reports.models import Report
from reports.services import quarter_results_make


@subscriber(Event.REPORT_FROZEN, background=True)
@subscriber(Event.REPORT_REVISED, background=True)
def put_up_quarters(told: Told) -> None:
    """Of a quarterly report, each salesperson's row; of a correction, those that differ."""
    report = Report.objects.filter(pk=told.subject_id).first()
    if report is not None:
        quarter_results_make(actor=None, report=report, at=timezone.now())
