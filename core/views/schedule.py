"""What runs by the clock: when next, what came of it, and once more."""

from datetime import datetime
from typing import Any

from django import forms as fields
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_celery_beat.models import PeriodicTask

from core import receipts, scheduling
from core.lists import ScheduledRunList
from core.models import ScheduledRun, Sending
from core.ui import forms, panels
from core.ui.lists import Column
from core.ui.pages import ActionPage, DetailPage, ListPage, Page, Section
from core.ui.pages.sending import record_address


class ScheduleBoardPage(Page):
    """Schedules with last and next run, and whom the last one reached."""

    permission = "core.view_schedule"
    title = _("Schedules")
    kind = "board"
    noun = "schedule"
    path = "schedule/"

    def get(self, request: HttpRequest) -> HttpResponse:
        runs, tasks = scheduling.last_runs(), scheduling.periodic_tasks()
        sent = scheduling.last_sendings(runs.values())
        rows = [
            self.row(schedule, next_at, runs.get(schedule.name), tasks.get(schedule.name), sent)
            for schedule, _last_at, next_at in scheduling.standing(self.now)
        ]
        return self.answer(
            {
                "rows": rows,
                "runs_url": ScheduledRunListPage.address(),
                "may_change": PeriodicTaskChangePage.is_for(request.user),
                "may_run": PeriodicTaskRunPage.is_for(request.user),
            }
        )

    def row(
        self,
        schedule: Any,
        next_at: datetime | None,
        run: ScheduledRun | None,
        task: PeriodicTask | None,
        sent: dict[Any, Sending],
    ) -> Any:
        """A schedule as the template shows it: its last run, and how to have it run now."""
        rule = None
        if task and task.crontab and task.enabled:
            rule = scheduling.rule_of(
                scheduling.when_of(task), only_working_days=schedule.only_working_days
            )
        words = rule or (task.crontab if task and task.enabled else _("switched off"))
        return {
            "words": words,
            "change": PeriodicTaskChangePage.address(task.pk) if task else "",
            "run_now": PeriodicTaskRunPage.address(task.pk) if task else "",
            "submission": self.submission,
            "schedule": schedule,
            "next_at": next_at,
            "run": run,
            "run_url": ScheduledRunDetailPage.address(run.pk) if run else "",
            "sending": sent.get((run.result_type_id, run.result_id)) if run else None,
        }


class RuleForm(forms.Form):
    """When it runs, in words."""

    rhythm = fields.ChoiceField(label=_("Days"), choices=scheduling.Rhythm.choices)
    weekday = fields.TypedChoiceField(
        label=_("Weekday"),
        coerce=int,
        required=False,
        empty_value=None,
        choices=[(n, WEEKDAYS[n - 1]) for n in range(1, 8)],
        widget=fields.Select(attrs={"data-with-choice": "rhythm=weekly"}),
    )
    day = fields.IntegerField(
        label=_("Day of the month"),
        required=False,
        min_value=1,
        max_value=31,
        widget=fields.NumberInput(attrs={"data-with-choice": "rhythm=monthly"}),
    )
    at = fields.TimeField(
        label=_("Time"), widget=fields.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    is_on = fields.BooleanField(label=_("Switched on"), required=False)
    layout = [("rhythm", 6), ("weekday", 3), ("day", 3), ("at", 3), ("is_on", 3)]


class OfSchedules:
    """Schedules belong to nobody; afterwards one stands on the board again."""

    def rows(self) -> Any:
        known = [n for n, each in scheduling.all_schedules().items() if not each.is_housekeeping]
        return PeriodicTask.objects.filter(name__in=known).select_related("crontab")

    def success_url(self, record: Any, result: Any) -> str:
        return ScheduleBoardPage.address()


class PeriodicTaskChangePage(OfSchedules, ActionPage):
    """Let a schedule run at another time, chosen in words."""

    model = PeriodicTask
    permission = "core.change_schedule"
    label = _("Change when it runs")
    form_class = RuleForm
    path = "schedule/<id:pk>/change/"
    service = scheduling.change

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

    def facts(self, record: Any) -> dict[str, Any]:
        return {"record": record.description}  # the library's own words are a crontab

    def arguments(self, form: Any) -> dict[str, Any]:
        chosen = form.cleaned_data
        rule = scheduling.Rule(
            chosen["rhythm"], chosen["at"], chosen["weekday"] or 1, chosen["day"] or 1
        )
        return {"rule": rule, "is_on": chosen["is_on"]}

    def message(self, record: Any) -> str:
        return gettext("Saved.")


class PeriodicTaskRunPage(OfSchedules, ActionPage):
    """Run a schedule now, for its last due moment."""

    model = PeriodicTask
    permission = "core.run_schedule"
    label = _("Run now")
    path = "schedule/<id:pk>/run/"
    service = scheduling.run_now
    done = _("It runs now; the result stands here in a moment.")


class ScheduledRunAgainPage(ActionPage):
    """Work this moment again."""

    model = ScheduledRun
    permission = "core.run_schedule"
    label = _("Run again")
    service = scheduling.run_again
    done = _("It runs now; the result stands here in a moment.")

    @classmethod
    def why_not(cls, record: ScheduledRun, user: Any = None) -> str:
        running = scheduling.is_at_work(record, timezone.now())
        return gettext("It is running just now.") if running else ""


class ScheduledRunResendPage(ActionPage):
    """Send what it made to the same people again."""

    model = ScheduledRun
    permission = "core.run_schedule"
    label = _("Send to its recipients again")

    @classmethod
    def why_not(cls, record: ScheduledRun, user: Any = None) -> str:
        return "" if receipts.was_sent(record.result) else gettext("It was sent to nobody.")

    def perform(self, record: ScheduledRun, form: Any) -> Sending:
        sending: Sending = self.call(receipts.send_again, subject=record.result)
        return sending

    def message(self, record: ScheduledRun) -> str:
        return gettext("Sent to the same people again.")


class ScheduledRunListPage(ListPage):
    """Every run, with its outcome."""

    list_class = ScheduledRunList
    permission = "core.view_schedule"


class ScheduledRunDetailPage(DetailPage):
    """One run: what it made, who got it, why it failed."""

    model = ScheduledRun
    permission = "core.view_schedule"
    template = "core/scheduled_run_detail.html"
    sections = [
        Section(
            _("Run"),
            [
                Column("due_at", _("Due"), kind="datetime"),
                Column("started_at", _("Started at"), kind="datetime"),
                Column("finished_at", _("Done at"), kind="datetime"),
                Column("rows", _("Rows"), kind="int"),
                Column("is_caught_up", _("made up for a missed run"), kind="bool"),
                Column("attempts", _("Attempts"), kind="int"),
                Column("asked_by__full_name", _("Run by hand by")),
            ],
        )
    ]

    def context(self, record: ScheduledRun) -> dict[str, Any]:
        made = record.result
        return {"result_url": record_address(made) if made else ""}


class RunReadersPanel(receipts.ReadersPanel):
    """Who got what the run made, and who has read it."""

    def context(self, subject: ScheduledRun, user: Any) -> dict[str, Any] | None:
        return super().context(subject.result, user) if subject.result else None


panels.register("core.ScheduledRun", RunReadersPanel)

pages = [
    ScheduleBoardPage,
    PeriodicTaskChangePage,
    PeriodicTaskRunPage,
    ScheduledRunListPage,
    ScheduledRunDetailPage,
    ScheduledRunAgainPage,
    ScheduledRunResendPage,
]
