"""What runs by the clock: when next, what came of it, and once more where it failed."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import audit, scheduling
from core.errors import NotAllowed
from core.models import ScheduledRun
from core.tasks import run_scheduled
from core.ui.pages.page import Page

SHOWN = 40


class ScheduleBoardPage(Page):
    """Schedules with last and next run, the history of runs, a failure in words."""

    permission = "reports.view_report"
    title = _("Schedules")
    kind = "board"
    noun = "schedule"
    path = "schedule/"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = scheduling.standing(self.now)
        runs = list(ScheduledRun.objects.exclude(state=ScheduledRun.State.NOT_OWED)[:SHOWN])
        labels = {schedule.name: schedule.label for schedule, _last, _next in rows}
        return self.answer(
            {
                "rows": [self.row(*row) for row in rows],
                "runs": [(labels.get(run.task, run.task), run) for run in runs],
                "may_run": request.user.has_perm("reports.run_schedule"),
            }
        )

    def row(self, schedule: Any, last_at: datetime | None, next_at: datetime | None) -> Any:
        """A schedule as the template shows it; what was due and is not done may be run."""
        runs = ScheduledRun.objects.filter(task=schedule.name)
        run = runs.filter(due_at=last_at).first() if last_at else None
        waits = last_at is not None and (run is None or run.state == ScheduledRun.State.FAILED)
        return {"schedule": schedule, "next_at": next_at, "run": run, "waits": waits}

    def post(self, request: HttpRequest) -> HttpResponse:
        """Run again what failed or was missed; what is done stays done."""
        if not request.user.has_perm("reports.run_schedule"):
            raise NotAllowed("")
        name = request.POST.get("name", "")
        if name not in {schedule.name for schedule, _last, _next in scheduling.standing(self.now)}:
            raise Http404(name)
        audit.record(
            actor=request.user, verb="reports.schedule_run", subject=None, at=self.now, reason=name
        )
        run_scheduled.delay(name, insisted=True)
        messages.success(request, gettext("It runs now; the result stands here in a moment."))
        return redirect("reports:schedule_board")
