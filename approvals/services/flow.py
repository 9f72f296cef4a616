"""Publishing flows, and the flows a fresh company begins with."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from approvals import kinds
from approvals.enums import Comparison, Event
from approvals.models import Flow, FlowStep, FlowVersion
from core import audit
from core.rights import demand


@transaction.atomic
def flow_publish(*, actor: User | None, flow: Flow, at: datetime) -> FlowVersion:
    """Make the flow's steps a new version, which requests from now on follow.

    Requests under way keep theirs. A flow that stands as its last version did makes none.
    """
    demand(actor, "accounts.administer")
    flow = Flow.objects.select_for_update().get(pk=flow.pk)
    last = flow.versions.first()
    steps = frozen(flow)
    if last is not None and last.content == (steps, flow.skips_repeated):
        return last
    version = FlowVersion.objects.create(
        flow=flow,
        number=last.number + 1 if last else 1,
        steps=steps,
        skips_repeated=flow.skips_repeated,
        made_by=actor,
        made_at=at,
    )
    audit.record(actor=actor, verb=Event.FLOW_PUBLISHED, subject=version, at=at)
    return version


@transaction.atomic
def flows_sync(*, at: datetime) -> int:
    """Give each declared kind the flow it comes with, where it has none; how many were made."""
    known = set(Flow.objects.values_list("kind", flat=True))
    made = 0
    for kind in kinds.all_kinds().values():
        if kind.code in known or not kind.steps:
            continue
        flow = Flow.objects.create(kind=kind.code, name=str(kind.title))
        FlowStep.objects.bulk_create(
            FlowStep(
                flow=flow,
                position=place * 10,
                name=str(step.name),
                signer=step.signer,
                role=step.role,
                scope=step.scope,
                over_amount=step.over_amount,
                hours=step.hours,
                field=step.field,
                comparison=step.comparison or Comparison.IS,
                value=step.value,
            )
            for place, step in enumerate(kind.steps, 1)
        )
        flow_publish(actor=None, flow=flow, at=at)
        made += 1
    return made


def frozen(flow: Flow) -> list[dict[str, Any]]:
    """The steps of a flow as plain values, in their order."""
    steps = flow.steps.prefetch_related("departments").order_by("position", "pk")
    return [
        {
            "name": step.name,
            "signer": step.signer,
            "role": step.role,
            "scope": step.scope,
            "person_id": step.person_id,
            "needs_all": step.needs_all,
            "hours": step.hours,
            "over_amount": _plain(step.over_amount),
            "up_to_amount": _plain(step.up_to_amount),
            "departments": sorted(each.pk for each in step.departments.all()),
            "field": step.field,
            "comparison": step.comparison,
            "value": step.value,
        }
        for step in steps
    ]


def _plain(amount: Any) -> str | None:
    return None if amount is None else f"{amount:f}"
