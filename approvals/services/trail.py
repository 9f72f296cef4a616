"""Writing the trail, and closing what waits."""

from datetime import datetime
from typing import Any

from accounts.models import User
from approvals.enums import Outcome, Verdict
from approvals.models import Assignment, Decision, Request, RequestStep


def line(
    request: Request,
    verdict: Verdict,
    *,
    actor: User | None,
    at: datetime,
    step: RequestStep | None = None,
    task: Assignment | None = None,
    comment: str = "",
    note: str = "",
) -> Decision:
    """One line of the trail, not written yet."""
    deputy = task is not None and actor is not None and task.person_id != actor.pk
    return Decision(
        request=request,
        step=step or (task.step if task else None),
        assignment=task,
        round=request.round,
        verdict=verdict,
        maker_id=request.maker_id,
        decided_by=actor,
        in_place_of=task.person if task is not None and deputy else None,
        at=at,
        comment=comment.strip()[:500],
        note=note[:300],
    )


def write(request: Request, verdict: Verdict, **facts: Any) -> Decision:
    """Add one line to the trail."""
    entry = line(request, verdict, **facts)
    entry.save(force_insert=True)
    return entry


def settle(task: Assignment, outcome: Outcome, *, at: datetime) -> None:
    """The signature is given; others asked for the same one are asked no longer."""
    task.outcome = outcome
    task.acted_at = at
    task.save(update_fields=["outcome", "acted_at"])


def close(rows: Any, outcome: Outcome, *, at: datetime) -> int:
    """End the tasks that still wait."""
    return int(
        rows.filter(outcome__in=[Outcome.OPEN, Outcome.PARKED]).update(outcome=outcome, acted_at=at)
    )
