"""Who is sent reports; their reading is noted.

Nothing here names an amount: a group may read it too.
"""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleCode
from accounts.models import User
from core import receipts
from core.events import Event as Told
from core.events import subscriber
from core.models import Sending
from core.notifications import Message, kind, notify
from reports.enums import Event
from reports.models import Report

receipts.sendable("reports.Report")
NEW = kind("reports.new", _("A report came or was corrected"), for_groups=True)
READERS = (
    RoleCode.ASSISTANT,
    RoleCode.SUPERVISOR,
    RoleCode.SALES_MANAGER,
    RoleCode.EXECUTIVE,
    RoleCode.FINANCE,
)


@subscriber(Event.REPORT_FROZEN, background=True)
@subscriber(Event.REPORT_REVISED, background=True)
def tell_new(told: Told) -> None:
    """Everybody who reads reports: of one that came when due, and of each correction."""
    report = Report.objects.filter(pk=told.subject_id).first()
    if report is None or (report.revision == 1 and report.due_at is None):
        return
    title, text = _("%(report)s is ready"), _("made up for a missed run")
    if report.revision > 1:
        title, text = _("%(report)s was corrected"), _("Reason: %(reason)s")
    words = text if report.revision > 1 or report.is_caught_up else ""
    url = reverse("reports:report_detail", args=[report.pk])
    facts = {"report": report, "reason": report.revision_reason}
    people, now = list(User.objects.with_role(*READERS)), timezone.now()
    if not Sending.objects.of(report).exists():
        receipts.send(report, people, actor=None, at=now)
    notify(NEW, people, Message(title, words, url, report, facts), at=now, once=told.uid)
