"""Who is sent reports; their reading is noted.

Nothing here names an amount, nor repeats what somebody wrote: a group may read it too.
"""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import receipts
from core.errors import Sentence
from core.events import Event as Told
from core.events import subscriber
from core.models import Sending
from core.notifications import Message, kind, notify
from reports.enums import Event
from reports.models import Report
from reports.rules import READERS

receipts.sendable("reports.Report")
NEW = kind("reports.new", _("A report came or was corrected"), for_groups=True)


@subscriber(Event.REPORT_FROZEN, background=True)
@subscriber(Event.REPORT_REVISED, background=True)
def tell_new(told: Told) -> None:
    """Everybody who reads reports: of one that came when due, and of each correction."""
    report = Report.objects.filter(pk=told.subject_id).first()
    if report is None or (report.revision == 1 and report.due_at is None):
        return
    title = _title(report)
    words = _("made up for a missed run") if report.is_caught_up else ""
    url = reverse("reports:report_detail", args=[report.pk])
    people, now = list(User.objects.with_role(*READERS)), timezone.now()
    if not Sending.objects.of(report).exists():
        receipts.send(report, people, actor=None, at=now)
    message = Message(title, words, url, report, {"report": report})
    notify(NEW, people, message, at=now, once=told.uid)


def _title(report: Report) -> Sentence:
    if report.revision == 1:
        return _("%(report)s is ready")
    return _("%(report)s was completed") if report.due_at else _("%(report)s was corrected")
