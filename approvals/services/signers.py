"""Handing a signature over; adding a signer before or after oneself, and taking them back."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from approvals.enums import Event, Outcome, Place, RequestStatus, SignerKind, Verdict
from approvals.models import Request, RequestStep
from core import audit, events
from core.errors import BusinessError

from .ending import demand_task, finish, lock
from .opening import ask, open_next, stand
from .trail import close, settle, write


@transaction.atomic
def request_hand_over(
    *, actor: User, approval: Request, to: User, at: datetime, comment: str = ""
) -> Request:
    """Let another person sign in one's stead.

    Refuses the maker, and who is asked already or has signed this step: where all have to sign,
    each of them is another pair of eyes.
    """
    request = lock(approval)
    task = demand_task(request, actor, at)
    _check_signer(request, to, actor)
    taking_part = (Outcome.OPEN, Outcome.APPROVED)
    if task.step.assignments.filter(person=to, outcome__in=taking_part).exists():
        raise BusinessError(
            _("%(person)s is asked to sign this step already.") % {"person": to}, field="to"
        )
    settle(task, Outcome.HANDED_OVER, at=at)
    note = _("Handed over by %(person)s") % {"person": actor}
    ask(task.step, to, at=at, slot=task.slot, note=note).save()
    write(
        request, Verdict.HANDED_OVER, actor=actor, at=at, task=task, comment=comment, note=str(to)
    )
    stand(request)
    audit.record(
        actor=actor, verb=Event.REQUEST_HANDED_OVER, subject=request, at=at, reason=comment
    )
    events.announce(Event.REQUEST_HANDED_OVER, request, by=actor.pk, to=to.pk)
    events.announce(Event.REQUEST_WAITING, request, people=[to.pk], step=task.step_id)
    return request


@transaction.atomic
def request_add_signer(
    *,
    actor: User,
    approval: Request,
    signer: User,
    place: str,
    at: datetime,
    comment: str = "",
) -> Request:
    """Have another person sign too, 加签: before the actor, whose step waits so long, or after."""
    request = lock(approval)
    task = demand_task(request, actor, at)
    _check_signer(request, signer, actor)
    before = place == Place.BEFORE
    position = task.step.position if before else task.step.position + 1
    RequestStep.objects.filter(request=request, round=request.round, position__gte=position).update(
        position=F("position") + 1
    )
    if before:
        close(task.step.assignments, Outcome.PARKED, at=at)
    RequestStep.objects.create(
        request=request,
        round=request.round,
        position=position,
        name=_("Added signer"),
        signer=SignerKind.PERSON,
        person=signer,
        hours=task.step.hours,
        added_by=actor,
    )
    note = f"{signer} · {Place(place).label}"
    write(request, Verdict.SIGNER_ADDED, actor=actor, at=at, task=task, comment=comment, note=note)
    if before:
        open_next(request, at=at)
        stand(request)
    audit.record(
        actor=actor, verb=Event.REQUEST_SIGNER_ADDED, subject=request, at=at, reason=comment
    )
    events.announce(Event.REQUEST_SIGNER_ADDED, request, by=actor.pk, signer=signer.pk)
    return request


@transaction.atomic
def request_drop_signer(
    *, actor: User, approval: Request, step: RequestStep, at: datetime, comment: str = ""
) -> Request:
    """Take back a signer the actor added, who has not signed yet; the request goes on without.

    Where the actor has signed and nobody is left to, the request is approved by that.
    """
    request = lock(approval)
    dropped = request.steps.added(actor).filter(pk=step.pk, round=request.round).first()
    if dropped is None or request.status != RequestStatus.WAITING:
        raise BusinessError(
            _("Only a signer you added yourself, and who has not signed, can be taken back."),
            field="step",
            code="nothing",
        )
    was_open = bool(close(dropped.assignments, Outcome.DROPPED, at=at))
    dropped.closed_at, dropped.is_skipped = at, True
    dropped.save(update_fields=["closed_at", "is_skipped"])
    write(
        request,
        Verdict.SIGNER_DROPPED,
        actor=actor,
        at=at,
        step=dropped,
        comment=comment,
        note=str(dropped.person),
    )
    audit.record(
        actor=actor, verb=Event.REQUEST_SIGNER_DROPPED, subject=request, at=at, reason=comment
    )
    events.announce(Event.REQUEST_SIGNER_DROPPED, request, by=actor.pk)
    if was_open and not open_next(request, at=at):
        finish(request, RequestStatus.APPROVED, actor=actor, at=at, reason=comment)
    else:
        stand(request)
    return request


def _check_signer(request: Request, person: User, actor: User) -> None:
    if person.pk == request.maker_id:
        raise BusinessError(
            _("Nobody approves what they asked for themselves."), field="to", code="two_pairs"
        )
    if person.pk == actor.pk or not person.is_active:
        raise BusinessError(
            _("Choose somebody else who still works here."), field="to", code="signer"
        )
