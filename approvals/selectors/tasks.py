"""What waits for a person, their own and as a deputy."""

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from accounts.models import Deputy, User
from approvals.enums import RequestStatus, Verdict
from approvals.models import Assignment, AssignmentQuerySet, Request

UNSAID = (Verdict.SKIPPED, Verdict.REROUTED)


def principals_of(user: User, on: date) -> list[int]:
    """For whom the person stands in on that day."""
    return list(_principals(user, on))


def tasks_of(user: User, on: date) -> AssignmentQuerySet:
    """The signatures that wait for the person on that day, the earliest due first.

    A deputy is never asked to sign what they made themselves.
    """
    mine = Q(person=user) | Q(person__in=_principals(user, on))
    rows = Assignment.objects.waiting().filter(mine).exclude(maker=user)
    return rows.order_by(F("due_at").asc(nulls_last=True), "id")


def may_act_for(user: User, person_id: int, on: date) -> bool:
    """Whether it is the person, or their deputy of that day."""
    return person_id == user.pk or person_id in principals_of(user, on)


def my_task(request: Request, user: User, on: date) -> Assignment | None:
    """The signature of this request that waits for the person; their own before a principal's."""
    if request.status != RequestStatus.WAITING or request.maker_id == user.pk:
        return None
    waiting = list(request.assignments.waiting().select_related("step", "person").order_by("id"))
    own = [each for each in waiting if each.person_id == user.pk]
    if own or not waiting:
        return own[0] if own else None
    others = set(principals_of(user, on))
    return next((each for each in waiting if each.person_id in others), None)


def last_signature(request: Request) -> Any:
    """The newest line by which a person moved the request."""
    talk = (Verdict.COMMENTED, Verdict.READER_ADDED, Verdict.ESCALATED, *UNSAID)
    return (
        request.decisions.exclude(verdict__in=talk).select_related("step").order_by("-id").first()
    )


def _principals(user: User, on: date) -> QuerySet[Deputy, int]:
    rows = Deputy.objects.filter(deputy=user, from_on__lte=on, to_on__gte=on)
    return rows.values_list("principal_id", flat=True)
