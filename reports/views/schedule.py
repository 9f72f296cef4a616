"""What runs by the clock: when next, what came of it, and once more where it failed."""

from datetime import datetime
from typing import Any

from django import forms as fields
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_celery_beat.models import PeriodicTask

from core import audit, scheduling
from core.errors import NotAllowed
from core.models import ScheduledRun
from core.tasks import run_scheduled
from core.ui import ActionPage, forms
from core.ui.pages.page import Page

SHOWN = 40


class ScheduleBoardPage(Page):
    """Schedules with last and next run, the history of runs, a failure in words."""

    permission = "reports.view_schedule"
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
                "may_change": PeriodicTaskChangePage.is_for(request.user),
                "may_run": request.user.has_perm("reports.run_schedule"),
            }
        )

    def row(self, schedule: Any, last_at: datetime | None, next_at: datetime | None) -> Any:
        """A schedule as the template shows it; what was due and is not done may be run."""
        runs = ScheduledRun.objects.filter(task=schedule.name)
        run = runs.filter(due_at=last_at).first() if last_at else None
        waits = last_at is not None and (run is None or run.state == ScheduledRun.State.FAILED)
        task = PeriodicTask.objects.select_related("crontab").filter(name=schedule.name).first()
        rule = None
        if task and task.crontab and task.enabled:
            rule = scheduling.rule_of(
                scheduling.when_of(task), only_working_days=schedule.only_working_days
            )
        words = rule or (task.crontab if task and task.enabled else _("switched off"))
        change = PeriodicTaskChangePage.address(task.pk) if task else ""
        return {
            "words": words,
            "change": change,
            "schedule": schedule,
            "next_at": next_at,
            "run": run,
            "waits": waits,
        }

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


class RuleForm(forms.Form):
    """When it runs, in words."""

    rhythm = fields.ChoiceField(label=_("Days"), choices=scheduling.Rhythm.choices)
    weekday = fields.TypedChoiceField(
        label=_("Weekday"),
        coerce=int,
        required=False,
        empty_value=None,
        choices=[(n, WEEKDAYS[n - 1]) for n in range(1, 8)],
    )
    day = fields.IntegerField(
        label=_("Day of the month"), required=False, min_value=1, max_value=31
    )
    at = fields.TimeField(
        label=_("Time"), widget=fields.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    is_on = fields.BooleanField(label=_("Switched on"), required=False)
    layout = [("rhythm", 6), ("weekday", 3), ("day", 3), ("at", 3), ("is_on", 3)]


class PeriodicTaskChangePage(ActionPage):
    """Let a schedule run at another time, chosen in words."""

    model = PeriodicTask
    permission = "reports.change_schedule"
    label = _("Change when it runs")
    form_class = RuleForm
    path = "schedule/<id:pk>/change/"

    def rows(self) -> Any:
        known = [n for n, each in scheduling.all_schedules().items() if not each.is_housekeeping]
        return PeriodicTask.objects.filter(name__in=known).select_related("crontab")

    def initial(self) -> dict[str, Any]:
        task = self.record
        only = scheduling.all_schedules()[task.name].only_working_days
        rule = scheduling.rule_of(scheduling.when_of(task), only_working_days=only)
        first = {"is_on": task.enabled, "weekday": 1, "day": 1}
        if rule is None:
            return first
        return first | {
            "rhythm": rule.rhythm,
            "weekday": rule.weekday,
            "day": rule.day,
            "at": rule.at,
        }

    def arguments(self, form: Any) -> dict[str, Any]:
        chosen = form.cleaned_data
        rule = scheduling.Rule(
            chosen["rhythm"], chosen["at"], chosen["weekday"] or 1, chosen["day"] or 1
        )
        return {"rule": rule, "is_on": chosen["is_on"]}

    service = scheduling.change

    def message(self, record: Any) -> str:
        return gettext("Saved.")

    def success_url(self, record: Any, result: Any) -> str:
        return ScheduleBoardPage.address()
