"""Asking for approval, asking again after a return, taking it back."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from approvals import kinds
from approvals.enums import Event, Outcome, RequestStatus, Verdict
from approvals.models import FlowVersion, Request, RequestStep
from approvals.selectors.signers import FrozenStep, preview
from core import audit, events, states
from core.errors import BusinessError, NotAllowed

from .ending import finish, lock
from .opening import circumstances, open_next, refuse_nobody, stand
from .trail import close, write


@transaction.atomic
def request_submit(
    *,
    actor: User,
    kind: str,
    subject: models.Model,
    at: datetime,
    title: str = "",
    amount: Decimal | None = None,
    values: Mapping[str, Any] | None = None,
    digest: str = "",
    reason: str = "",
    region_id: int | None = None,
    department_id: int | None = None,
) -> Request:
    """Ask for approval under the flow as it stands now; ``actor`` is the maker.

    Refuses a kind without an active flow, a record about which the same is asked already, a flow
    of which no step applies, and a step that nobody could sign.
    """
    declared = kinds.find(kind)
    version = _version_of(declared)
    type(subject)._base_manager.select_for_update().get(pk=subject.pk)
    about = ContentType.objects.get_for_model(subject)
    same = Request.objects.filter(kind=kind, subject_type=about, subject_id=subject.pk).open()
    if (known := same.first()) is not None:
        raise BusinessError(
            _("%(subject)s is under approval already: %(request)s.")
            % {"subject": subject, "request": known},
            code="under_approval",
        )
    request = Request.objects.create(
        kind=kind,
        title=(title or str(declared.title))[:200],
        flow_version=version,
        subject_type=about,
        subject_id=subject.pk,
        subject_text=str(subject)[:200],
        amount=amount,
        values=dict(values or {}),
        digest=digest,
        reason=reason.strip()[:500],
        region_id=region_id,
        department_id=department_id or actor.department_id,
        maker=actor,
        submitted_at=at,
    )
    _begin(request, actor=actor, at=at)
    audit.record(actor=actor, verb=Event.REQUEST_SUBMITTED, subject=request, at=at, reason=reason)
    return request


@transaction.atomic
def request_resubmit(
    *,
    actor: User,
    approval: Request,
    at: datetime,
    amount: Decimal | None = None,
    values: Mapping[str, Any] | None = None,
    digest: str = "",
    reason: str = "",
) -> Request:
    """Ask again after a return, under the same version of the flow and with the mended facts.

    A new round begins with the first step. Refuses everybody but the maker.
    """
    request = lock(approval)
    _only_maker(actor, request)
    states.move(
        request,
        RequestStatus.WAITING,
        actor=actor,
        at=at,
        reason=reason,
        verb=Event.REQUEST_SUBMITTED,
        locked=True,
        round=request.round + 1,
        amount=amount,
        values=dict(values or {}),
        digest=digest,
    )
    request.reason = reason.strip()[:500]
    request.save(update_fields=["reason"])
    _begin(request, actor=actor, at=at)
    return request


@transaction.atomic
def request_withdraw(*, actor: User, approval: Request, at: datetime, reason: str = "") -> Request:
    """The maker takes the request back; nobody is asked any longer."""
    request = lock(approval)
    _only_maker(actor, request)
    write(request, Verdict.WITHDRAWN, actor=actor, at=at, comment=reason)
    close(request.assignments, Outcome.DROPPED, at=at)
    finish(request, RequestStatus.WITHDRAWN, actor=actor, at=at, reason=reason)
    return request


def _version_of(kind: kinds.Kind) -> FlowVersion:
    version = (
        FlowVersion.objects.filter(flow__kind=kind.code, flow__is_active=True)
        .select_related("flow")
        .order_by("-number")
        .first()
    )
    if version is None:
        raise BusinessError(
            _("There is no approval flow for “%(kind)s”. Ask an administrator to set one up.")
            % {"kind": kind.title},
            code="no_flow",
        )
    return version


def _begin(request: Request, *, actor: User, at: datetime) -> None:
    """Find the steps that apply, write the round's first line, ask the first people."""
    asked = preview(request.flow_version.steps, circumstances(request))
    if not asked:
        raise BusinessError(
            _("No step of the flow “%(flow)s” applies here. Ask an administrator.")
            % {"flow": request.flow_version.flow},
            code="no_step",
        )
    for step, found in asked:
        refuse_nobody(step.name, found)
    RequestStep.objects.bulk_create(
        _step(request, position, step) for position, (step, _found) in enumerate(asked, 1)
    )
    write(request, Verdict.SUBMITTED, actor=actor, at=at, comment=request.reason)
    open_next(request, at=at)
    stand(request)
    events.announce(Event.REQUEST_SUBMITTED, request, by=actor.pk)


def _step(request: Request, position: int, step: FrozenStep) -> RequestStep:
    return RequestStep(
        request=request,
        round=request.round,
        position=position,
        name=step.name,
        signer=step.signer,
        role=step.role or "",
        scope=step.scope,
        person_id=step.person_id,
        needs_all=step.needs_all,
        hours=step.hours,
    )


def _only_maker(actor: User, request: Request) -> None:
    if actor.pk != request.maker_id:
        raise NotAllowed(_("Only %(maker)s, who asked, may do this.") % {"maker": request.maker})
