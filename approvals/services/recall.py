"""An approver takes back their own signature."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from approvals.enums import Event, Outcome, RequestStatus, Verdict
from approvals.models import Assignment, Decision, Request, RequestStep
from approvals.selectors.tasks import last_signature
from core import audit, events
from core.errors import BusinessError, NotAllowed

from .ending import lock
from .opening import ask, stand
from .trail import close, write


@transaction.atomic
def request_recall(*, actor: User, approval: Request, at: datetime, reason: str = "") -> Request:
    """Take back one's own signature while nobody after has acted; the step is open again.

    Refuses when the request is decided, or when somebody else acted last.
    """
    request = lock(approval)
    if request.status != RequestStatus.WAITING:
        raise BusinessError(_("The request is decided; nothing can be recalled."), code="decided")
    decision: Decision | None = last_signature(request)
    if decision is None or decision.verdict != Verdict.APPROVED or decision.step is None:
        raise BusinessError(_("There is no signature to recall."), code="nothing")
    if decision.decided_by_id != actor.pk:
        raise NotAllowed(_("Somebody else acted last; only they may recall."))
    step = decision.step
    step.request = request
    after = RequestStep.objects.standing().filter(
        request=request, round=request.round, position__gt=step.position
    )
    close(Assignment.objects.filter(step__in=after.values("pk")), Outcome.DROPPED, at=at)
    after.update(opened_at=None, closed_at=None, is_skipped=False)
    _ask_again(step, decision, at=at)
    write(request, Verdict.RECALLED, actor=actor, at=at, step=step, comment=reason)
    stand(request)
    audit.record(actor=actor, verb=Event.REQUEST_RECALLED, subject=request, at=at, reason=reason)
    events.announce(Event.REQUEST_RECALLED, request, by=actor.pk)
    return request


def _ask_again(step: RequestStep, decision: Decision, *, at: datetime) -> None:
    """Whoever was asked before the signature is asked again, each once."""
    given = Assignment.objects.filter(pk__in=[decision.assignment_id])
    given.update(outcome=Outcome.RECALLED)
    stood_down = step.assignments.filter(outcome=Outcome.SUPERSEDED)
    rows = [*given.select_related("person"), *stood_down.select_related("person")]
    waiting = set(step.assignments.waiting().values_list("person_id", flat=True))
    again = {row.person_id: row for row in rows if row.person_id not in waiting}
    stood_down.update(outcome=Outcome.DROPPED)
    Assignment.objects.bulk_create(
        ask(step, row.person, at=at, slot=row.slot) for row in again.values()
    )
    step.closed_at = None
    step.save(update_fields=["closed_at"])
