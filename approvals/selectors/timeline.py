"""A request step by step: who signed, who is asked, who will be."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from approvals.enums import Outcome, RequestStatus
from approvals.models import Assignment, Decision, Request, RequestStep
from core.attachments import papers_of
from core.models import Attachment

from .signers import Circumstances, signers_of


@dataclass
class Stop:
    """One step of the present round on the timeline."""

    step: RequestStep
    state: str  # done, skipped, now, todo, never
    lines: list[Decision] = field(default_factory=list)
    waiting: list[Assignment] = field(default_factory=list)
    expected: str = ""


def trail_of(request: Request, user: User | None = None) -> list[Decision]:
    """Everything anybody did, the first first; with the papers this person may see."""
    rows = Decision.objects.filter(request=request).select_related(
        "step", "decided_by", "in_place_of"
    )
    lines = list(rows.order_by("id"))
    if user is None:
        return lines
    seen = {paper.pk: paper for paper in papers_of(user, request)}
    links = Decision.papers.through.objects.filter(attachment__in=seen, decision__in=lines)
    came: dict[int, list[Attachment]] = defaultdict(list)
    for line, paper in links.order_by("id").values_list("decision_id", "attachment_id"):
        came[line].append(seen[paper])
    for each in lines:
        each.shown_papers = came[each.pk]
    return lines


def timeline_of(request: Request, trail: list[Decision]) -> list[Stop]:
    """The steps of the present round with what happened at each; five queries at most."""
    steps = list(
        RequestStep.objects.filter(request=request, round=request.round)
        .select_related("person", "added_by")
        .order_by("position", "id")
    )
    by_step: dict[Any, list[Decision]] = defaultdict(list)
    for line in trail:
        by_step[line.step_id].append(line)
    waiting: dict[Any, list[Assignment]] = defaultdict(list)
    for task in request.assignments.filter(outcome=Outcome.OPEN).select_related("person"):
        waiting[task.step_id].append(task)
    stops = [
        Stop(step, _state(request, step, waiting), by_step[step.pk], waiting[step.pk])
        for step in steps
    ]
    _expect(request, stops)
    return stops


def _state(request: Request, step: RequestStep, waiting: dict[Any, list[Assignment]]) -> str:
    if step.closed_at:
        return "skipped" if step.is_skipped else "done"
    if waiting[step.pk]:
        return "now"
    return "todo" if request.status == RequestStatus.WAITING else "never"


def _expect(request: Request, stops: list[Stop]) -> None:
    """Whom the steps to come will ask, as things stand."""
    coming = [stop for stop in stops if stop.state == "todo"]
    facts = Circumstances(
        request.maker, request.amount, request.department_id, request.region_id, request.values
    )
    found = signers_of([stop.step for stop in coming], facts)
    for stop, people in zip(coming, found, strict=True):
        stop.expected = "、".join(str(person) for person in people.people[:5])


def lines_beside_steps(request: Request, trail: list[Decision]) -> list[Decision]:
    """The lines that stand under no step of the present round: submissions, comments, returns."""
    return [line for line in trail if line.step_id is None or line.round != request.round]
