"""What is owed: one's own, and that of the people one watches over."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core import duties
from core.clock import business_date, start_of
from core.models import Duty
from core.ui.lists import (
    ChoiceFilter,
    Column,
    ConditionFilter,
    DateFilter,
    Mark,
    ModelFilter,
    NumberFilter,
    RecordList,
    View,
)
from core.ui.opening import may_open


class DutyKinds:
    """The kinds that are declared when somebody looks."""

    @property
    def choices(self) -> list[tuple[str, Any]]:
        return [(kind.name, kind.label) for kind in duties.all_kinds()]


def due_mark(due_at: datetime, late_days: int, *, today: Any) -> Mark | None:
    """Late by how many working days, or due today."""
    if late_days:
        said = ngettext("%(n)d working day late", "%(n)d working days late", late_days)
        return Mark("late", said % {"n": late_days})
    if due_at <= timezone.now():
        return Mark("late", str(_("late")))
    return Mark("today", str(_("today"))) if business_date(due_at) == today else None


class MyDutyList(RecordList):
    """What I owe, the earliest due first."""

    name = "my_duties"
    model = Duty
    title = _("What I owe")
    basis = _("Working days count; the days of my leave do not")
    columns = [
        Column("title", _("What is owed"), link=True, clip=True, phone=1),
        Column("kind", _("Kind"), kind="choice", choices=DutyKinds(), phone=4),
        Column(
            "due_at", _("Due by"), kind="datetime", needs=("late_days",), mark=due_mark, phone=3
        ),
        Column("late_days", _("Working days late"), kind="int", hidden=True),
        Column("person__full_name", _("Owed by"), phone=2),
        Column("deputy__full_name", _("Deputy")),
        Column("chased_at", _("Last chased"), kind="datetime"),
        Column("chased_times", _("Times chased"), kind="int"),
    ]
    filters = [
        ConditionFilter("late", _("Late"), condition=lambda today: Q(due_at__lt=start_of(today))),
        ChoiceFilter("kind", _("Kind"), choices=DutyKinds()),
        DateFilter("due_at", _("Due by")),
        NumberFilter("late_days", _("Working days late")),
    ]
    search = ["title"]
    order_by = "due_at"
    views = [View("late", _("Late"), "late=1", tone="late")]
    detail = "core:duty_open"
    leads_to = ["url"]
    empty = _("You owe nothing. Reports, acknowledgements and the like appear here by themselves.")

    def rows_for(self) -> Any:
        rows = Duty.objects.visible_to(self.user).open()
        return rows.filter(Q(person=self.user) | Q(deputy=self.user))

    def may_lead(self, *values: Any) -> bool:
        """Who watches over others need not have the right to what they do."""
        return not values[0] or may_open(self.user, values[0])


class DutyList(MyDutyList):
    """Who owes what, the longest due first."""

    name = "duties"
    title = _("Who owes what")
    basis = _("Working days count; days of leave do not")
    filters = [
        *MyDutyList.filters,
        ModelFilter("person", _("Owed by"), model=get_user_model()),
    ]
    search = ["title", "person__full_name", "deputy__full_name"]
    empty = _("Nobody owes anything.")

    def rows_for(self) -> Any:
        return Duty.objects.visible_to(self.user).open()
