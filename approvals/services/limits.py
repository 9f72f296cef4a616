"""Time limits: a reminder before, the superior after."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from approvals.enums import Event, Outcome, RequestStatus, Verdict
from approvals.models import Assignment, Request
from approvals.selectors.signers import superior_of
from core import events
from core.clock import start_of

from .ending import lock
from .opening import ask, stand
from .trail import write


def requests_remind(*, at: datetime) -> int:
    """Announce, once each, the signatures with a quarter of their time left; how many."""
    due = _open().filter(remind_at__lte=at, reminded_at=None)
    told = 0
    for request in _requests_of(due):
        with transaction.atomic():
            request = lock(request)  # noqa: PLW2901 - the same request, as it stands now
            tasks = list(due.filter(request=request))
            people = [task.person_id for task in tasks]
            if not tasks:
                continue
            Assignment.objects.filter(pk__in=[task.pk for task in tasks]).update(reminded_at=at)
            events.announce(Event.REQUEST_DUE_SOON, request, people=people)
            told += len(people)
    return told


def requests_escalate(*, at: datetime) -> int:
    """Ask the superior too for each signature past its limit, once each; how many were late.

    The person may still sign; whoever signs first settles it. Without a superior it is only told.
    """
    late = _open().filter(due_at__lte=at, escalated_at=None)
    told = 0
    for request in _requests_of(late):
        with transaction.atomic():
            request = lock(request)  # noqa: PLW2901 - the same request, as it stands now
            if request.status != RequestStatus.WAITING:
                continue
            tasks = list(late.filter(request=request).select_related("step", "person"))
            for task in tasks:
                _call_superior(request, task, at=at)
            if tasks:
                stand(request)
            told += len(tasks)
    return told


def deadlines_recount(*, year: int) -> int:
    """Count open deadlines again after the working days of a year changed; how many moved."""
    limited = _open().filter(due_at__isnull=False, since_at__gte=start_of(date(year - 1, 1, 1)))
    counted = 0
    for request in _requests_of(limited):
        with transaction.atomic():
            request = lock(request)  # noqa: PLW2901 - the same request, as it stands now
            tasks = list(limited.filter(request=request).select_related("step", "person"))
            for task in tasks:
                task.step.request = request
                again = ask(task.step, task.person, at=task.since_at, slot=task.slot)
                task.due_at, task.remind_at = again.due_at, again.remind_at
            counted += Assignment.objects.bulk_update(tasks, ["due_at", "remind_at"])
            if tasks:
                stand(request)  # lists read the earliest limit of the request
    return counted


def _open() -> QuerySet[Assignment]:
    return Assignment.objects.filter(outcome=Outcome.OPEN)


def _requests_of(tasks: QuerySet[Assignment]) -> list[Request]:
    return list(Request.objects.filter(pk__in=tasks.values("request")).order_by("pk"))


def _call_superior(request: Request, task: Assignment, *, at: datetime) -> None:
    task.escalated_at = at
    task.save(update_fields=["escalated_at"])
    asked = set(task.step.assignments.waiting().values_list("person_id", flat=True))
    above = superior_of(task.person, but_not={request.maker_id, *asked})
    people = [task.person_id]
    if above is not None:
        task.step.request = request
        note = _("%(person)s is over the limit") % {"person": task.person}
        ask(task.step, above, at=at, slot=task.slot, note=note).save()
        people.append(above.pk)
    sentence = f"{task.person} → {above}" if above else str(task.person)
    write(request, Verdict.ESCALATED, actor=None, at=at, step=task.step, note=sentence)
    events.announce(Event.REQUEST_OVERDUE, request, people=people, step=task.step_id)
