"""A kind of request of our own, about departments, and a flow builder."""

from decimal import Decimal

import pytest

from accounts.factories import DepartmentFactory
from accounts.models import Department
from approvals import kinds
from approvals.enums import SignerKind
from approvals.factories import FRIDAY_MORNING, FlowFactory, FlowStepFactory
from approvals.services import Condition, declare, flow_publish, request_submit

KIND = "trial.move"


@pytest.fixture
def trial():
    """Departments may ask to move house; how often they did is a field for flows."""
    declare(
        KIND,
        "Move house",
        model=Department,
        permission="orders.view_order",
        fields=[Condition("times", "Times before"), Condition("urgent", "Urgent")],
    )
    yield KIND
    kinds._kinds.pop(KIND)


@pytest.fixture
def a_flow(db, trial):
    """Publishes a flow of these steps: a role, a person, or keywords."""

    def build(*steps, **flow):
        made = FlowFactory(kind=trial, name="搬迁", **flow)
        for place, step in enumerate(steps, 1):
            facts = step if isinstance(step, dict) else {"role": step}
            if "person" in facts:
                facts = {"signer": SignerKind.PERSON, "role": "", **facts}
            facts.setdefault("name", f"第{place}步")
            departments = facts.pop("departments", [])
            row = FlowStepFactory(flow=made, position=place, **facts)
            row.departments.set(departments)
        return flow_publish(actor=None, flow=made, at=FRIDAY_MORNING)

    return build


@pytest.fixture
def ask(trial):
    """Asks for approval as the maker, about a department of its own."""

    def submit(maker, *, at=FRIDAY_MORNING, amount=None, **facts):
        return request_submit(
            actor=maker,
            kind=trial,
            subject=facts.pop("subject", None) or DepartmentFactory(),
            amount=None if amount is None else Decimal(amount),
            at=at,
            **facts,
        )

    return submit
