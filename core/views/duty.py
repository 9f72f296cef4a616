"""Who owes what: mine, everybody's, one line for each person; and chasing."""

from typing import Any

from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import duties
from core.lists import DutyList, MyDutyList
from core.models import Duty
from core.ui.pages import ActionPage, ListPage, Page


class DutyChasePage(ActionPage):
    """Remind who owes it."""

    model = Duty
    service = duties.chase
    permission = "core.chase_duty"
    label = gettext_lazy("Chase")
    done = gettext_lazy("Chased: %(record)s.")

    @classmethod
    def why_not(cls, record: Duty, user: Any = None) -> str:
        if user is not None and user.pk == record.person_id:
            return _("This is yours.")
        return _("This is done already.") if record.done_at else ""

    def success_url(self, record: Duty, result: Any) -> str:
        return DutyListPage.address()


class MyDutyListPage(ListPage):
    """What I owe."""

    noun = "my_duty"
    list_class = MyDutyList
    permission = None


class DutyListPage(ListPage):
    """What the people I watch over owe."""

    list_class = DutyList
    permission = "core.view_duty"
    bulk = [DutyChasePage]


class DutyOpenPage(Page):
    """Leads to where it is done."""

    model = Duty
    permission = None
    kind = "open"
    on_record = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect(self.record.url or MyDutyListPage.address())


class DutyPeoplePage(Page):
    """One line for each person: how much is owed, how much of it late, since when."""

    model = Duty
    permission = "core.view_duty"
    title = gettext_lazy("Who owes what, by person")
    kind = "people"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = Duty.objects.visible_to(request.user).open().order_by()
        people = rows.values("person", "person__full_name", "person__department__name").annotate(
            owed=Count("pk"),
            late=Count("pk", filter=Q(due_at__lt=self.now)),
            longest=Max("late_days"),
            since=Min("due_at"),
        )
        shown = sorted(people, key=lambda each: (-each["late"], -each["owed"], each["person"]))
        return self.answer({"people": shown, "list_url": DutyListPage.address()})


pages = [MyDutyListPage, DutyListPage, DutyOpenPage, DutyChasePage, DutyPeoplePage]
