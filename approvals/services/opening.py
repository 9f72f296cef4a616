"""Whose turn it is: the next step, its people, what nobody has to sign twice."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from approvals.enums import Event, Outcome, Verdict
from approvals.models import Assignment, Decision, Request, RequestStep
from approvals.selectors.signers import Circumstances, Found, signers_of
from core import events
from core.calendar import add_working_minutes
from core.errors import BusinessError

from .trail import line

REMIND_AFTER = 45  # minutes of each hour: with a quarter of the time left


def circumstances(request: Request) -> Circumstances:
    """What of the request decides who signs it."""
    return Circumstances(
        maker=request.maker,
        amount=request.amount,
        department_id=request.department_id,
        region_id=request.region_id,
        values=request.values,
    )


def refuse_nobody(step_name: str, found: Found) -> None:
    """A step that nobody could ever sign is said at once."""
    if not found.people:
        raise BusinessError(
            _("Nobody can sign the step “%(step)s”: %(why)s Ask an administrator.")
            % {"step": step_name, "why": found.note},
            code="nobody",
        )


def open_next(request: Request, *, at: datetime) -> bool:
    """Open the first step not closed yet and ask its people; False when none is left.

    Queries do not grow with the steps: all that are left are looked at together.
    """
    left = list(
        request.steps.filter(round=request.round, closed_at=None).order_by("position", "id")
    )
    if left and _take_up(request, left[0], at=at):
        return True
    found = signers_of(left, circumstances(request))
    signed = _signed_before(request) if request.flow_version.skips_repeated and left else set()
    skipped: list[RequestStep] = []
    for step, people in zip(left, found, strict=True):
        refuse_nobody(step.name, people)
        asked = _still_asked(step, people.people, signed)
        if asked:
            _skip(request, skipped, at=at)
            _ask(request, step, asked, people.note, at=at)
            return True
        skipped.append(step)
    _skip(request, skipped, at=at)
    return False


def ask(step: RequestStep, person: User, *, at: datetime, slot: int, note: str = "") -> Assignment:
    """A signature asked of one person, not written yet."""
    minutes = (step.hours or 0) * 60
    return Assignment(
        request_id=step.request_id,
        step=step,
        slot=slot,
        person=person,
        maker_id=step.request.maker_id,
        note=note[:200],
        since_at=at,
        due_at=add_working_minutes(at, minutes) if minutes else None,
        remind_at=add_working_minutes(at, minutes * REMIND_AFTER // 60) if minutes else None,
    )


def stand(request: Request, step_name: str | None = None) -> None:
    """Write down where the request stands, for lists: step, names, earliest due."""
    waiting = list(request.assignments.waiting().select_related("person", "step"))
    request.step_name = waiting[0].step.name if waiting else ""
    request.waits_for = "、".join(str(task.person) for task in waiting)[:200]
    request.due_at = min((task.due_at for task in waiting if task.due_at), default=None)
    request.save(update_fields=["step_name", "waits_for", "due_at"])


def _take_up(request: Request, step: RequestStep, *, at: datetime) -> bool:
    """A step that was set aside for an added signer goes on with whom it had asked."""
    parked = list(step.assignments.filter(outcome=Outcome.PARKED).select_related("person"))
    if not parked:
        return False
    step.request = request
    for task in parked:
        again = ask(step, task.person, at=at, slot=task.slot)
        task.outcome, task.acted_at = Outcome.OPEN, None
        task.since_at, task.due_at, task.remind_at = at, again.due_at, again.remind_at
    Assignment.objects.bulk_update(
        parked, ["outcome", "acted_at", "since_at", "due_at", "remind_at"]
    )
    _tell(request, step, [task.person for task in parked])
    return True


def _signed_before(request: Request) -> set[int]:
    rows = request.assignments.filter(step__round=request.round, outcome=Outcome.APPROVED)
    return set(rows.values_list("person_id", flat=True))


def _still_asked(step: RequestStep, people: Sequence[User], signed: set[int]) -> list[User]:
    if step.added_by_id is not None:
        return list(people)
    fresh = [person for person in people if person.pk not in signed]
    return fresh if step.needs_all or len(fresh) == len(people) else []


def _skip(request: Request, steps: Sequence[RequestStep], *, at: datetime) -> None:
    if not steps:
        return
    keys = [step.pk for step in steps]
    RequestStep.objects.filter(pk__in=keys).update(closed_at=at, is_skipped=True)
    Decision.objects.bulk_create(
        [line(request, Verdict.SKIPPED, actor=None, at=at, step=step) for step in steps]
    )


def _ask(
    request: Request, step: RequestStep, people: Sequence[User], note: str, *, at: datetime
) -> None:
    step.request = request
    tasks = [
        ask(step, person, at=at, slot=slot, note=note) for slot, person in enumerate(people, 1)
    ]
    Assignment.objects.bulk_create(tasks)
    step.opened_at = at
    step.save(update_fields=["opened_at"])
    if note:
        entry = line(request, Verdict.REROUTED, actor=None, at=at, step=step, note=note)
        entry.save(force_insert=True)
    _tell(request, step, people)


def _tell(request: Request, step: RequestStep, people: Sequence[User]) -> None:
    events.announce(
        Event.REQUEST_WAITING,
        request,
        people=[person.pk for person in people],
        step=step.pk,
    )
