"""What a person may do with a request now."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from approvals.enums import RequestStatus, Verdict
from approvals.models import Assignment, Request, RequestStep, RequestStepQuerySet

from .tasks import last_signature, my_task


@dataclass(frozen=True)
class Standing:
    """Where a request stands for one person."""

    task: Assignment | None
    is_maker: bool
    may_recall: bool
    may_drop: bool
    is_open: bool

    @property
    def is_asked(self) -> bool:
        """Whether a signature waits for them."""
        return self.task is not None


def standing_of(request: Request, user: User, on: date) -> Standing:
    """What the person may do; asked once for a request as it was read."""
    kept: dict[Any, Standing] = request.__dict__.setdefault("_standing", {})
    if (user.pk, on) not in kept:
        kept[user.pk, on] = Standing(
            task=my_task(request, user, on),
            is_maker=request.maker_id == user.pk,
            may_recall=_may_recall(request, user),
            may_drop=request.is_waiting and added_signers(request, user).exists(),
            is_open=request.is_open,
        )
    return kept[user.pk, on]


def _may_recall(request: Request, user: User) -> bool:
    if request.status != RequestStatus.WAITING or request.maker_id == user.pk:
        return False
    last = last_signature(request)
    return bool(last and last.verdict == Verdict.APPROVED and last.decided_by_id == user.pk)


def added_signers(request: Request, user: User) -> RequestStepQuerySet:
    """The steps of signers the person added, who have not signed yet."""
    steps = RequestStep.objects.added(user).filter(request=request, round=request.round)
    return steps.select_related("person").order_by("position", "id")


def signers_named(step: RequestStep) -> str:
    """The step with those who signed it: what a returning signer chooses from."""
    signed = step.decisions.filter(verdict=Verdict.APPROVED).order_by("id")
    names = [str(each.decided_by) for each in signed.select_related("decided_by")]
    return f"{step.name} · {'、'.join(dict.fromkeys(names))}" if names else step.name


def earlier_steps(request: Request, task: Assignment) -> list[RequestStep]:
    """The steps of this round to which the signer may return the request."""
    steps = RequestStep.objects.filter(
        request=request, round=request.round, position__lt=task.step.position, is_skipped=False
    )
    return list(steps.order_by("position", "id"))
