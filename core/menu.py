"""The inbox in the navigation, and what the kernel puts into it."""

import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import duties, receipts, scheduling
from core.clock import business_date
from core.models import Duty, Job, ScheduledRun
from core.ui import inbox, menu
from core.ui.lists.cells import write_day
from core.views.duty import DutyOpenPage
from core.views.job import JobFilePage
from core.views.schedule import ScheduledRunDetailPage
from core.views.sending import SendingOpenPage

receipts.sendable("core.Correction")
FETCHED_WITHIN = datetime.timedelta(days=1)
FAILED_FOR = datetime.timedelta(days=7)
FAILURES_SHOWN = 6


def files_to_fetch(user: Any) -> list[inbox.Waiting]:
    """What was made for the person in the background since yesterday."""
    since = timezone.now() - FETCHED_WITHIN
    made = Job.objects.filter(actor=user, state=Job.State.DONE, finished_at__gte=since)
    ready = made.exclude(file="").order_by("-finished_at")

    def row(found: inbox.Found) -> inbox.Row:
        return inbox.Row(found.texts[0], JobFilePage.address(found.pk))

    return [inbox.Each(ready, row, ["title"], most=20)]


def late_duties(user: Any) -> int:
    """What the person owes and is late with."""
    mine = Duty.objects.open().filter(Q(person=user) | Q(deputy=user))
    return mine.filter(due_at__lt=timezone.now()).count()


def to_read(user: Any) -> list[inbox.Waiting]:
    """What the person was sent and has not read."""
    now = timezone.now()
    today = business_date(now)

    def row(found: inbox.Found) -> inbox.Row:
        title, kind, name, login = found.texts
        model = ContentType.objects.get_for_id(int(kind)).model_class()
        day = write_day(business_date(found.at), today) if found.at else ""
        sent = f"{model._meta.verbose_name} · {_('Sent %(day)s') % {'day': day}}" if model else ""
        address = SendingOpenPage.address(found.pk)
        return inbox.Row(title, address, note=sent, who=name or login)

    texts = ["subject_text", "subject_type_id", "sent_by__full_name", "sent_by__username"]
    return [inbox.Each(receipts.unread(user, now), row, texts, at="sent_at")]


def owed(user: Any) -> list[inbox.Waiting]:
    """What the person owes and has under no other heading."""
    kinds = {each.name: each.label for each in duties.all_kinds() if not each.is_in_inbox}
    mine = Duty.objects.open().filter(Q(person=user) | Q(deputy=user), kind__in=kinds)

    def row(found: inbox.Found) -> inbox.Row:
        title, kind = found.texts
        address = DutyOpenPage.address(found.pk)
        return inbox.Row(title, address, due_at=found.at, note=kinds.get(kind, ""))

    return [inbox.Each(mine.order_by("due_at", "pk"), row, ["title", "kind"], at="due_at")]


def runs_failed(user: Any) -> list[inbox.Waiting]:
    """Schedules that failed, with the reason, for who may run them again."""
    if not user.has_perm("core.run_schedule"):
        return []
    names = {name: schedule.label for name, schedule in scheduling.all_schedules().items()}
    runs = ScheduledRun.objects.filter(
        state=ScheduledRun.State.FAILED, due_at__gte=timezone.now() - FAILED_FOR
    )

    def row(found: inbox.Found) -> inbox.Row:
        task, error = found.texts
        due_on = business_date(found.at) if found.at else None
        address = ScheduledRunDetailPage.address(found.pk)
        return inbox.Row(names.get(task, task), address, due_on=due_on, note=error)

    return [inbox.Each(runs, row, ["task", "error"], at="due_at", most=FAILURES_SHOWN)]


menu.section("inbox", _("Inbox"), icon="inbox", order=0)
menu.item("inbox", _("Inbox"), "core:inbox", count=inbox.count_for, late=True, order=10)
menu.item("inbox", _("Messages"), "core:notification_list", order=80)
menu.item("inbox", _("Imports"), "core:import_batch_list", "core.use_imports", order=85)
menu.item("inbox", _("Background work"), "core:job_list", order=90)
menu.item(
    "inbox",
    _("What I owe"),
    "core:my_duty_list",
    count=late_duties,
    late=True,
    again=True,
    order=60,
)
menu.item("inbox", _("Who owes what"), "core:duty_list", "core.view_duty", order=65)
menu.item("inbox", _("Who owes what, by person"), "core:duty_people", "core.view_duty", order=66)
menu.item("inbox", _("Sent and read"), "core:sending_list", order=70)
menu.section("running", _("Operations"), icon="settings", order=95)
menu.item("running", _("Error register"), "core:correction_list", "core.view_correction", order=10)
menu.item(
    "running",
    _("Errors by person and kind"),
    "core:correction_totals",
    "core.view_correction",
    order=12,
)
menu.item("running", _("Closing of months"), "core:period_board", "core.view_period", order=15)
menu.item("running", _("Schedules"), "core:schedule_board", "core.view_schedule", order=18)
menu.item("running", _("Sent messages"), "core:message_list", "core.view_notification", order=20)
inbox.provider("core.files", _("Ready to fetch"), files_to_fetch)
inbox.provider("core.owed", _("What I owe"), owed)
inbox.provider("core.read", _("To be read"), to_read)
inbox.provider("core.failed", _("Schedules that failed"), runs_failed)
