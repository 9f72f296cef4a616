"""Work in the background."""

from django.utils.translation import gettext_lazy as _

from core.models import Job
from core.ui.lists import ChoiceFilter, Column, DateFilter, RecordList, View


class JobList(RecordList):
    """What one asked for in the background."""

    name = "jobs"
    model = Job
    title = _("Background work")
    columns = [
        Column("title", _("Work"), link=True, clip=True, phone=1),
        Column("state", _("State"), kind="state", choices=Job.State, phone=4),
        Column("actor__full_name", _("Asked for by")),
        Column("queued_at", _("Asked for at"), kind="datetime", phone=3),
        Column("finished_at", _("Finished at"), kind="datetime"),
        Column("error", _("Error"), clip=True, sort=False),
    ]
    filters = [
        ChoiceFilter("state", _("State"), choices=Job.State),
        DateFilter("queued_at", _("Asked for at")),
    ]
    search = ["title"]
    views = [View("running", _("Under way"), "state=queued&state=running")]
    empty = _("Exports, imports and reports that take longer appear here.")
