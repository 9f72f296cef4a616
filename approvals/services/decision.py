"""Approving, returning and rejecting."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from approvals.enums import Event, Outcome, RequestStatus, Verdict
from approvals.models import Assignment, Request, RequestStep
from core import audit, events
from core.errors import BusinessError

from .ending import demand_task, finish, lock
from .opening import open_next, stand
from .trail import close, settle, write


@transaction.atomic
def request_approve(*, actor: User, approval: Request, at: datetime, comment: str = "") -> Request:
    """Sign the step that waits for the actor; the last one approves the request.

    A deputy signs in place of the principal, and the trail says so. Refuses the maker, whoever is
    not asked, and what the app of the record refuses.
    """
    request = lock(approval)
    task = demand_task(request, actor, at)
    settle(task, Outcome.APPROVED, at=at)
    write(request, Verdict.APPROVED, actor=actor, at=at, task=task, comment=comment)
    same = (
        task.step.assignments
        if not task.step.needs_all
        else task.step.assignments.filter(slot=task.slot)
    )
    close(same.exclude(pk=task.pk), Outcome.SUPERSEDED, at=at)
    if task.step.assignments.waiting().exists():
        _signed(request, actor, task, at, comment)
        return request
    task.step.closed_at = at
    task.step.save(update_fields=["closed_at"])
    if open_next(request, at=at):
        _signed(request, actor, task, at, comment)
    else:
        finish(request, RequestStatus.APPROVED, actor=actor, at=at, reason=comment)
    return request


def requests_approve(*, actor: User, pks: Sequence[int], at: datetime) -> tuple[int, list[str]]:
    """Sign several requests, each in its own transaction; how many, and why not the others.

    Whoever is not asked is refused each time, so that any keys may be given.
    """
    done, refused = 0, []
    for request in Request.objects.visible_to(actor).filter(pk__in=pks).order_by("pk"):
        try:
            request_approve(actor=actor, approval=request, at=at)
            done += 1
        except BusinessError as refusal:
            refused.append(f"{request}: {refusal}")
    return done, refused


@transaction.atomic
def request_return(
    *,
    actor: User,
    approval: Request,
    reason: str,
    at: datetime,
    to_step: RequestStep | None = None,
) -> Request:
    """Give the request back with the reason: to its maker, or to an earlier step of this round.

    What was signed from that step on is signed again.
    """
    _demand_reason(reason)
    request = lock(approval)
    task = demand_task(request, actor, at)
    settle(task, Outcome.RETURNED, at=at)
    note = _("to the step “%(step)s”") % {"step": to_step.name} if to_step else ""
    write(request, Verdict.RETURNED, actor=actor, at=at, task=task, comment=reason, note=note)
    if to_step is None:
        close(request.assignments, Outcome.DROPPED, at=at)
        finish(request, RequestStatus.RETURNED, actor=actor, at=at, reason=reason)
        return request
    _check_earlier(request, task, to_step)
    rewind(request, to_step.position, at=at)
    open_next(request, at=at)
    _signed(request, actor, task, at, reason)
    return request


@transaction.atomic
def request_reject(*, actor: User, approval: Request, reason: str, at: datetime) -> Request:
    """Refuse the request for good, with the reason."""
    _demand_reason(reason)
    request = lock(approval)
    task = demand_task(request, actor, at)
    settle(task, Outcome.REJECTED, at=at)
    write(request, Verdict.REJECTED, actor=actor, at=at, task=task, comment=reason)
    close(request.assignments, Outcome.DROPPED, at=at)
    finish(request, RequestStatus.REJECTED, actor=actor, at=at, reason=reason)
    return request


def rewind(request: Request, position: int, *, at: datetime) -> None:
    """Open the steps from there on again: nothing of them counts as signed."""
    steps = RequestStep.objects.standing().filter(
        request=request, round=request.round, position__gte=position
    )
    tasks = Assignment.objects.filter(request=request, step__in=steps.values("pk"))
    close(tasks, Outcome.DROPPED, at=at)
    tasks.filter(outcome=Outcome.APPROVED).update(outcome=Outcome.DROPPED)
    steps.update(opened_at=None, closed_at=None, is_skipped=False)


def _check_earlier(request: Request, task: Assignment, step: RequestStep) -> None:
    is_earlier = (step.request_id, step.round) == (request.pk, request.round)
    if not is_earlier or step.position >= task.step.position:
        raise BusinessError(_("That is no earlier step of this request."), field="to_step")


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise BusinessError(_("Say why."), field="reason", code="reason")


def _signed(request: Request, actor: User, task: Assignment, at: datetime, comment: str) -> None:
    """A step was signed and the request goes on."""
    stand(request)
    audit.record(actor=actor, verb=Event.REQUEST_SIGNED, subject=request, at=at, reason=comment)
    events.announce(Event.REQUEST_SIGNED, request, by=actor.pk, step=task.step_id)
