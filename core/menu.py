"""The inbox in the navigation, and what the kernel puts into it."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Job
from core.ui import inbox, menu
from core.views.job import JobFilePage

FETCHED_WITHIN = datetime.timedelta(days=1)


def files_to_fetch(user: Any) -> list[inbox.Row]:
    """What was made for the person in the background since yesterday."""
    since = timezone.now() - FETCHED_WITHIN
    made = Job.objects.filter(actor=user, state=Job.State.DONE, finished_at__gte=since)
    ready = made.exclude(file="").order_by("-finished_at")[:20]
    return [inbox.Row(job.title, JobFilePage.address(job.pk)) for job in ready]


menu.section("inbox", _("Inbox"), icon="inbox", order=0)
menu.item("inbox", _("Inbox"), "core:inbox", count=inbox.count_for, late=True)
menu.item("inbox", _("Messages"), "core:notification_list", order=80)
menu.item("inbox", _("Background work"), "core:job_list", order=90)
menu.section("running", _("Operations"), icon="settings", order=95)
menu.item("running", _("Sent messages"), "core:message_list", "core.view_notification", order=20)
inbox.provider("core.files", _("Ready to fetch"), files_to_fetch)
