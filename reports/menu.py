"""Reports in the navigation; what went wrong stands in the inbox."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import User
from core import scheduling
from core.clock import business_date
from core.models import ScheduledRun
from core.ui import inbox, menu

SHOWN = 6
FAILED_FOR = timedelta(days=7)


def rows_failed(user: User) -> list[inbox.Waiting]:
    """Schedules that failed, with the reason, for who may run them again."""
    if not user.has_perm("reports.run_schedule"):
        return []
    names = {name: schedule.label for name, schedule in scheduling.all_schedules().items()}
    runs = ScheduledRun.objects.filter(
        state=ScheduledRun.State.FAILED, due_at__gte=timezone.now() - FAILED_FOR
    )

    def row(found: inbox.Found) -> inbox.Row:
        task, error = found.texts
        due_on = business_date(found.at) if found.at else None
        return inbox.Row(
            names.get(task, task), reverse("reports:schedule_board"), due_on=due_on, note=error
        )

    return [inbox.Each(runs, row, ["task", "error"], at="due_at", most=SHOWN)]


menu.section("reports", gettext_lazy("Reports"), icon="report", order=80)
PAGES = [
    (gettext_lazy("Dashboard"), "dashboard_show", "view_dashboard"),
    (gettext_lazy("Frozen reports"), "report_list", "view_report"),
    (gettext_lazy("Sales figures"), "report_ask", "view_report"),
    (gettext_lazy("Schedules"), "schedule_board", "view_schedule"),
]
for label, name, permission in PAGES:
    menu.item("reports", label, f"reports:{name}", f"reports.{permission}")
inbox.provider("reports.failed", gettext_lazy("Schedules that failed"), rows_failed)
