"""What ran by the clock."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from core import scheduling
from core.models import ScheduledRun, Sending
from core.ui.lists import BoolFilter, ChoiceFilter, Column, DateFilter, RecordList, View


def _sent(field: str) -> Subquery:
    """That count of the last sending of what the run made."""
    sent = Sending.objects.filter(
        subject_type=OuterRef("result_type"), subject_id=OuterRef("result_id")
    )
    return Subquery(sent.order_by("-sent_at", "-pk").values(field)[:1])


class TaskFilter(ChoiceFilter):
    """The schedules by what they are called."""

    def pairs(self) -> list[tuple[str, str]]:
        known = scheduling.all_schedules().items()
        return [(name, str(each.label)) for name, each in known if not each.is_housekeeping]


class ScheduledRunList(RecordList):
    """One row for each due moment, newest first."""

    name = "scheduled_runs"
    model = ScheduledRun
    title = _("Runs by the clock")
    basis = _("Recipients: whom the last sending of what it made went to")
    columns = [
        Column("title", _("Schedule"), link=True, clip=True, phone=1, sort=False),
        Column("due_at", _("Due"), kind="datetime", phone=3),
        Column("finished_at", _("Done at"), kind="datetime"),
        Column("state", _("Outcome"), kind="state", choices=ScheduledRun.State, phone=4),
        Column("rows", _("Rows"), kind="int", phone=2),
        Column("result_text", _("What it made"), clip=True, sort=False),
        Column("people", _("Recipients"), kind="int", expression=_sent("people_count"), sort=False),
        Column(
            "people_read", _("Have read"), kind="int", expression=_sent("read_count"), sort=False
        ),
        Column("error", _("Why it failed"), clip=True, sort=False),
        Column("is_caught_up", _("made up for a missed run"), kind="bool", hidden=True),
        Column("attempts", _("Attempts"), kind="int", hidden=True),
        Column("asked_by__full_name", _("Run by hand by")),
    ]
    filters = [
        TaskFilter("task", _("Schedule"), choices=()),
        ChoiceFilter("state", _("Outcome"), choices=ScheduledRun.State),
        DateFilter("due_at", _("Due")),
        BoolFilter("is_caught_up", _("made up for a missed run")),
    ]
    search = ["title", "result_text"]
    order_by = "-due_at"
    views = [View("failed", _("Failed runs"), "state=failed", tone="late")]
    empty = _("Nothing has run yet.")

    def rows_for(self) -> Any:
        return super().rows_for().owed()
