"""Locking a request, and telling what became of it."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from approvals.enums import Event, RequestStatus
from approvals.hooks import request_decided
from approvals.models import Assignment, Request
from approvals.selectors.tasks import my_task
from core import audit, events, states
from core.clock import business_date
from core.errors import BusinessError, NotAllowed
from core.locking import locked

EVENT_OF = {
    RequestStatus.APPROVED: Event.REQUEST_APPROVED,
    RequestStatus.RETURNED: Event.REQUEST_RETURNED,
    RequestStatus.REJECTED: Event.REQUEST_REJECTED,
    RequestStatus.WITHDRAWN: Event.REQUEST_WITHDRAWN,
}


def lock(request: Request) -> Request:
    """The request as it stands, locked: whoever comes second sees what the first did."""
    rows = Request.objects.select_related("maker", "flow_version__flow")
    return locked(rows, request.pk)


def demand_task(request: Request, actor: User, at: datetime) -> Assignment:
    """The signature that waits for the actor, or for whom they stand in.

    Refuses the maker, whoever is not asked, and a request that was decided meanwhile.
    """
    states.other_person(
        actor, request.maker, sentence=_("Nobody approves what they asked for themselves.")
    )
    if request.status != RequestStatus.WAITING:
        raise BusinessError(
            _("%(request)s is “%(state)s” and waits for nobody.")
            % {"request": request, "state": request.get_status_display()},
            code="decided",
        )
    task = my_task(request, actor, business_date(at))
    if task is None:
        raise NotAllowed(
            _("This step waits for %(people)s.") % {"people": request.waits_for or "—"},
            code="not_asked",
        )
    task.request = request
    task.step.request = request
    return task


def finish(
    request: Request, status: RequestStatus, *, actor: User, at: datetime, reason: str = ""
) -> None:
    """Move the locked request, let its app carry it out, and tell."""
    final = {} if status == RequestStatus.RETURNED else {"decided_by": actor, "decided_at": at}
    states.move(
        request,
        status,
        actor=actor,
        at=at,
        reason=reason,
        verb=EVENT_OF[status],
        locked=True,
        step_name="",
        waits_for="",
        due_at=None,
        **final,
    )
    if (subject := request.subject) is not None:
        audit.record(actor=actor, verb=EVENT_OF[status], subject=subject, at=at, reason=reason)
    request_decided.run(approval=request, outcome=status, actor=actor, at=at, reason=reason)
    _name_again(request)
    events.announce(EVENT_OF[status], request, by=actor.pk, maker=request.maker_id)


def _name_again(request: Request) -> None:
    """What was carried out may have given the record its number."""
    model = request.subject_type.model_class()
    subject = model._base_manager.filter(pk=request.subject_id).first() if model else None
    if subject is not None and str(subject) != request.subject_text:
        request.subject_text = str(subject)[:200]
        request.save(update_fields=["subject_text"])
